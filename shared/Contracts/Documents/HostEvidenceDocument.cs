using Attestry.Primitives.Findings;

namespace Attestry.Contracts.Documents;

/// <summary>An evidence that was taken in. Until it is verified its bytes are kept: here when they are few, else in <see cref="HostEvidencePartDocument"/>s.</summary>
/// <param name="Id">Made from the nonce that it answers.</param>
/// <param name="Challenge">Id of the <see cref="HostChallengeDocument"/>.</param>
/// <param name="Parts">How many there are; 0 when the bytes are here.</param>
/// <param name="Progress"><c>accepted</c>, <c>passed</c>, <c>failed</c>, <c>partial</c>.</param>
public sealed record HostEvidenceDocument(
    string Id, string Host, string Challenge, int Parts, string Progress, IReadOnlyList<Finding> Findings, DateTimeOffset ReceivedAt) : IDocument
{
    public const string Accepted = "accepted";

    /// <summary>Null when they lie in parts, or are no longer needed.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; init; }

    /// <summary>When what came of it was stored with its host; null until then.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>A part of a list that goes on.</summary>
    public bool More { get; init; }
}
