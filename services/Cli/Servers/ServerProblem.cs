namespace Attestry.Cli.Servers;

/// <summary>Why a server does not do what it was asked (RFC 9457).</summary>
internal sealed record ServerProblem(string? Title, string? Detail);
