namespace Attestry.Rego.Bundles.Signatures;

/// <summary>Whose signature a bundle must have.</summary>
public sealed record BundleVerification
{
    private readonly IReadOnlyList<BundleKey> _keys = [];

    /// <exception cref="ArgumentException">There is none: nothing could pass.</exception>
    public required IReadOnlyList<BundleKey> Keys
    {
        get => _keys;
        init => _keys = value.Count > 0 ? value : throw new ArgumentException("A verification needs a key.", nameof(value));
    }

    /// <summary>The one key that counts; null: the one that the signature names.</summary>
    public string? KeyId { get; init; }

    /// <summary>What the signature must be for; null: what its key says.</summary>
    public string? Scope { get; init; }
}
