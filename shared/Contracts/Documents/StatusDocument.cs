using Attestry.Primitives;

namespace Attestry.Contracts.Documents;

/// <summary>Where the decision about one artifact stands now. One per artifact; written by the policy evaluator alone.</summary>
/// <param name="Id">Artifact id.</param>
/// <param name="Deadline">When missing evidence is counted against it.</param>
/// <param name="Attestation">Id of the newest attestation; null while the first is pending.</param>
/// <param name="DueAt">When the evaluator looks at it again by itself: to ask for evidence, or at the deadline. <see cref="DateTimeOffset.MaxValue"/> when nothing is awaited.</param>
/// <param name="Asked">How often missing evidence was asked for.</param>
public sealed record StatusDocument(
    string Id,
    string Registry,
    string Repository,
    Digest Digest,
    DecisionState State,
    string? Attestation,
    DateTimeOffset PendingSince,
    DateTimeOffset Deadline,
    DateTimeOffset DueAt,
    int Asked,
    DateTimeOffset ChangedAt) : IDocument
{
    /// <summary>
    /// The decision that is being issued: written here first, under the version of this document, then appended, then made
    /// <see cref="Attestation"/>, then announced; whoever finds it after a crash carries on. Null otherwise.
    /// </summary>
    public AttestationDocument? Issuing { get; init; }
}
