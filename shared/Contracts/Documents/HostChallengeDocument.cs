namespace Attestry.Contracts.Documents;

/// <summary>A nonce and what it asks for.</summary>
/// <param name="Id">The nonce, hexadecimal.</param>
/// <param name="Bank">Of the PCRs that are asked for.</param>
/// <param name="UsedAt">When it was answered; null while it can be.</param>
public sealed record HostChallengeDocument(
    string Id, string Host, string Bank, IReadOnlyList<int> Pcrs, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt) : IDocument;
