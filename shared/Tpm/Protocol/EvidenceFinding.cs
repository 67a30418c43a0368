namespace Attestry.Tpm.Protocol;

/// <param name="Id">Stable: <c>quote.nonce-mismatch</c>.</param>
/// <param name="Severity"><c>info</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>critical</c>.</param>
public sealed record EvidenceFinding(string Id, string Severity, string Message, string? Location);
