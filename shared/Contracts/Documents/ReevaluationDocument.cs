using Attestry.Primitives;

namespace Attestry.Contracts.Documents;

/// <summary>
/// Artifacts that are to be judged anew from stored evidence, since a policy or an exception changed. It is worked off page
/// by page and deleted at the end; whoever takes it over after a crash goes on where it stood.
/// </summary>
/// <param name="Id">What changed: a repeated message makes one.</param>
/// <param name="Repositories">Patterns (<see cref="RepositoryPattern"/>); an artifact that matches one is judged.</param>
/// <param name="Digest">Only this artifact, and the images that it lists; null for all.</param>
/// <param name="PolicySet">Only evaluators that have loaded this set in <paramref name="PolicyDigest"/> work on it; null when no policy changed.</param>
/// <param name="Cursor">Where the next page begins; null at the start.</param>
public sealed record ReevaluationDocument(
    string Id,
    IReadOnlyList<string> Repositories,
    Digest? Digest,
    string? PolicySet,
    Digest? PolicyDigest,
    string? Cursor,
    DateTimeOffset StartedAt) : IDocument;
