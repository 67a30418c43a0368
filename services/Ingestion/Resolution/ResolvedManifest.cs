using Attestry.Contracts.Documents;
using Attestry.Primitives;

namespace Attestry.Ingestion.Resolution;

/// <summary>A manifest that was fetched, whose digest was verified, and what it turned out to be.</summary>
/// <param name="Tag">Under which it was pushed; null when by digest alone.</param>
internal sealed record ResolvedManifest(ArtifactKind Kind, Digest Digest, string MediaType, string? ArtifactType, string? Tag)
{
    /// <summary><c>os/architecture[/variant]</c>.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = [];

    /// <summary>Of a referrer; empty otherwise.</summary>
    public Digest Subject { get; init; }

    /// <summary>The index through which it was found.</summary>
    public IReadOnlyList<Digest> Parents { get; init; } = [];

    public IReadOnlyList<Digest> Children { get; init; } = [];
}
