using Attestry.Primitives;

namespace Attestry.Contracts.Documents;

/// <summary>A manifest that was fetched from its registry and whose digest was verified over its bytes.</summary>
/// <param name="Id"><c>registry/repository@digest</c>: trust is given per repository, so the same digest in two is two artifacts.</param>
/// <param name="Platforms"><c>os/architecture[/variant]</c>; of an index, those of its children.</param>
/// <param name="Tags">Every tag that was seen to name it.</param>
/// <param name="Subject">Digest of what a referrer speaks about; null for others.</param>
/// <param name="Parents">Ids of the indexes that list it; a signature over one of them covers it too.</param>
/// <param name="Children">Ids of an index's platform images.</param>
/// <param name="RemovedAt">When the registry was seen to have it no more.</param>
public sealed record ArtifactDocument(
    string Id,
    string Registry,
    string Repository,
    Digest Digest,
    ArtifactKind Kind,
    string MediaType,
    string? ArtifactType,
    IReadOnlyList<string> Platforms,
    IReadOnlyList<string> Tags,
    string? Subject,
    IReadOnlyList<string> Parents,
    IReadOnlyList<string> Children,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset? RemovedAt) : IDocument;
