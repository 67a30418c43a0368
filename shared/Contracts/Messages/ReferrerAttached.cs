using Attestry.Primitives;

namespace Attestry.Contracts.Messages;

/// <summary>Something that speaks about <paramref name="Subject"/> (a signature, an attestation, an SBOM) appeared in its repository.</summary>
/// <param name="Subject">Artifact id of the subject: <c>registry/repository@digest</c>. It may not be known yet.</param>
/// <param name="Referrer">Digest of the referring manifest in the same repository.</param>
public sealed record ReferrerAttached(string Subject, Digest Referrer, string ArtifactType);
