namespace Attestry.Rego.Bundles.Signatures;

/// <summary>The payload of a bundle's signature.</summary>
internal sealed record SignedFiles
{
    /// <summary>Before tokens named their key in the header.</summary>
    public string? Keyid { get; init; }

    public string? Scope { get; init; }

    public IReadOnlyList<SignedFile> Files { get; init; } = [];
}
