namespace Attestry.Contracts.Documents;

/// <summary>The confidential machine that a host runs in, as its last verified report says.</summary>
/// <param name="Kind"><c>sevSnp</c> or <c>tdx</c>.</param>
/// <param name="Measurement">Launch measurement or MRTD, lower-case hexadecimal.</param>
/// <param name="Tcb">Security versions: of SEV-SNP as numbers with dots, of TDX in hexadecimal.</param>
/// <param name="DebugAllowed">Its host may read its memory.</param>
/// <param name="TcbStatus">TDX: what Intel says of the platform; null when nothing is known.</param>
/// <param name="Advisories">Ids with blanks between; null when there are none.</param>
public sealed record HostTee(string Kind, string Measurement, string Tcb, bool DebugAllowed, string? TcbStatus, string? Advisories);
