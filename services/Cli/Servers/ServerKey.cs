namespace Attestry.Cli.Servers;

/// <summary>A key as the server publishes it.</summary>
/// <param name="Kid">Lower-case hex SHA-256 of the DER SubjectPublicKeyInfo.</param>
/// <param name="RetiredAt">Null while it signs.</param>
internal sealed record ServerKey(string Kid, string Algorithm, string Pem, DateTimeOffset AddedAt, DateTimeOffset? RetiredAt);
