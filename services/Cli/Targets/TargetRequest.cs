namespace Attestry.Cli.Targets;

/// <summary>Which image a person means.</summary>
/// <param name="Text">As typed.</param>
/// <param name="Platform">Null for everything that an index lists.</param>
/// <param name="Insecure">Hosts that are spoken to without TLS.</param>
/// <param name="Username">Its password is on standard input.</param>
internal sealed record TargetRequest(string Text, string? Platform, IReadOnlyList<string> Insecure, string? CaFile, string? Username, bool Quiet);
