namespace Attestry.Rego.Bundles.Signatures;

/// <summary><c>.signatures.json</c>.</summary>
internal sealed record SignatureDocument
{
    public string? Plugin { get; init; }

    /// <summary>Tokens of RFC 7519; exactly one.</summary>
    public IReadOnlyList<string>? Signatures { get; init; }
}
