using Attestry.Contracts.Messages;

namespace Attestry.SignatureVerifier.Verification;

/// <param name="Children">Of an index, the ids of the images that it lists.</param>
/// <param name="Inherits">There is, or was, a signature that may cover the children.</param>
internal sealed record CheckedArtifact(EvidenceRecorded Recorded, IReadOnlyList<string> Children, bool Inherits);
