using Attestry.Primitives;

namespace Attestry.Evidence;

/// <summary>A document that came with an artifact, to be kept beside the evidence that lists it.</summary>
public sealed record KeptDocument(string Kind, Digest Digest, ReadOnlyMemory<byte> Content)
{
    public const string Sbom = "sbom";

    public const string Vex = "vex";

    /// <summary><c>sbom-…</c> or <c>vex-…</c> with the beginning of the digest.</summary>
    public string Name => $"{Kind}-{Digest.Hex[..12]}";

    /// <summary>Never the one that a stranger states: what is served as a page is one.</summary>
    public string MediaType => Content.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? "application/json" : "application/octet-stream";

    /// <summary>Is it the name of a file of this kind?</summary>
    public static bool IsOf(string kind, string name) => name.StartsWith($"{kind}-", StringComparison.Ordinal);
}
