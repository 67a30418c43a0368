namespace Attestry.Cli.Servers;

/// <summary>A key that signs hosts' histories, as a server answers <c>GET /v1/host-keys</c>.</summary>
/// <param name="Id">Lower-case hex SHA-256 of the DER SubjectPublicKeyInfo.</param>
/// <param name="PublicKey">PEM.</param>
internal sealed record ServerHostKey(string Id, string PublicKey);
