using Attestry.Primitives.Findings;

namespace Attestry.Contracts.Documents;

/// <summary>An evidence that was taken in. Its bytes lie in <see cref="HostEvidencePartDocument"/> until it is verified.</summary>
/// <param name="Id">Made from the nonce that it answers.</param>
/// <param name="Challenge">Id of the <see cref="HostChallengeDocument"/>.</param>
/// <param name="Parts">How many there are.</param>
/// <param name="Progress"><c>accepted</c>, <c>passed</c>, <c>failed</c>, <c>partial</c>.</param>
public sealed record HostEvidenceDocument(
    string Id, string Host, string Challenge, int Parts, string Progress, IReadOnlyList<Finding> Findings, DateTimeOffset ReceivedAt) : IDocument
{
    public const string Accepted = "accepted";

    /// <summary>A part of a list that goes on.</summary>
    public bool More { get; init; }
}
