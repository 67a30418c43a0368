namespace Attestry.Cli.Servers;

/// <summary>The server's answer to <c>GET /v1/policy-inputs</c>.</summary>
/// <param name="Next">Null on the last page.</param>
internal sealed record ServerPolicyInputs(IReadOnlyList<ServerPolicyInput> Items, string? Next);
