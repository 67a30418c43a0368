namespace Attestry.Contracts.Documents;

/// <summary>Binds an endorsement key to one host for good: a second host with the same key is refused.</summary>
/// <param name="Id">Digest of the key's SubjectPublicKeyInfo.</param>
public sealed record HostIdentityDocument(string Id, string Host) : IDocument;
