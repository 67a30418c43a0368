using Attestry.Contracts.Messages;

namespace Attestry.SignatureVerifier.Verification;

/// <param name="Recorded">What was saved, to be announced.</param>
/// <param name="Children">Of an index, the ids of the images that it lists.</param>
/// <param name="Inherits">There is, or was, a signature or provenance that may cover the children.</param>
internal sealed record CheckedArtifact(IReadOnlyList<EvidenceRecorded> Recorded, IReadOnlyList<string> Children, bool Inherits);
