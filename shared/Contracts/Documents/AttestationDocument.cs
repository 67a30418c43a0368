using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Contracts.Documents;

/// <summary>A signed decision about one artifact under one policy. Append-only; the newest one counts.</summary>
/// <param name="Id">Digest over artifact, policy digest, evidence digests and <paramref name="Previous"/>, so that a repeated message writes nothing twice.</param>
/// <param name="Previous">Id of the attestation this one follows for the same artifact; null for the first.</param>
/// <param name="Reasons">What decided it: the policy's denials and warnings.</param>
/// <param name="Envelope">The DSSE envelope as JSON text: an in-toto Statement v1 with a SLSA verification summary.</param>
/// <param name="KeyId">Which of the published keys signed it.</param>
public sealed record AttestationDocument(
    string Id,
    string Artifact,
    string Registry,
    string Repository,
    Digest Digest,
    DecisionState State,
    string Policy,
    Digest PolicyDigest,
    IReadOnlyList<EvidenceReference> Evidence,
    IReadOnlyList<Finding> Reasons,
    string Envelope,
    string KeyId,
    string? Previous,
    DateTimeOffset IssuedAt) : IDocument
{
    /// <summary>For which environment it was judged.</summary>
    public string Environment { get; init; } = DecisionEnvironment.Default;

    /// <summary>All that the policies said, also what did not count: of sets in audit mode, and what an exception took away.</summary>
    public IReadOnlyList<DecisionEntry> Entries { get; init; } = [];

    /// <summary>Of a denial: until when one that runs may go on, as the policies said; null when it must end at once.</summary>
    public DateTimeOffset? GraceUntil { get; init; }
}
