using Attestry.Primitives;

namespace Attestry.Contracts.Documents;

/// <summary>Where the decision about one artifact stands now. One per artifact and environment; written by the policy evaluator alone.</summary>
/// <param name="Id">Artifact id; of another environment than the default one with its name: see <see cref="DecisionEnvironment.StatusId"/>.</param>
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

    /// <summary>For which environment it is judged.</summary>
    public string Environment { get; init; } = DecisionEnvironment.Default;

    /// <summary>Of a denied artifact that was admitted before: until when one that runs may go on. Set once when it is denied, and only shortened after. Null when it must end at once.</summary>
    public DateTimeOffset? RunUntil { get; init; }

    /// <summary>
    /// Of what is denied or pending: what would be decided if every host that measured it were trusted; null when that is no better. What a host
    /// loses must not come back to it, or to other hosts, as something that the artifact did.
    /// </summary>
    public DecisionState? ApartFromHosts { get; init; }

    /// <summary>Digest over the exceptions that covered it when it was looked at last; null when none did.</summary>
    public string? Exceptions { get; init; }
}
