namespace Attestry.Cli.Servers;

/// <summary>The confidential machine that a host runs in, as a server answers it.</summary>
internal sealed record ServerHostTee(string Kind, string Measurement, string Tcb, bool DebugAllowed, string? TcbStatus, string? Advisories);
