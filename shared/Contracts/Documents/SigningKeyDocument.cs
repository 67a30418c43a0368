namespace Attestry.Contracts.Documents;

/// <summary>A public key that signs or signed attestations; rotated keys stay published for verification.</summary>
/// <param name="Id">Key id: lower-case hex SHA-256 of the DER SubjectPublicKeyInfo.</param>
/// <param name="PublicKey">PEM SubjectPublicKeyInfo.</param>
public sealed record SigningKeyDocument(string Id, string Algorithm, string PublicKey, DateTimeOffset AddedAt, DateTimeOffset? RetiredAt) : IDocument;
