namespace Attestry.Contracts.Evidence;

/// <summary>The confidential machine that a host runs in; members as of <see cref="Documents.HostTee"/>.</summary>
public sealed record MeasuredTee(string Kind, string Measurement, string Tcb, bool DebugAllowed, string? TcbStatus, IReadOnlyList<string> Advisories);
