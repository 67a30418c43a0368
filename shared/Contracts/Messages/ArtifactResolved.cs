using Attestry.Contracts.Documents;
using Attestry.Primitives;

namespace Attestry.Contracts.Messages;

/// <summary>An image or index was fetched from its registry, its digest was verified and its document was saved.</summary>
/// <param name="Artifact">Id of the <see cref="ArtifactDocument"/>: <c>registry/repository@digest</c>.</param>
public sealed record ArtifactResolved(string Artifact, Digest Digest, ArtifactKind Kind);
