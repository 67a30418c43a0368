namespace Attestry.Cli.Servers;

/// <summary>The server's answer to <c>GET /.well-known/attestry/keys.json</c>.</summary>
internal sealed record ServerKeys(IReadOnlyList<ServerKey> Keys);
