using System.Security.Cryptography;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Http;

/// <summary>One version of a key in Vault; a rotation there does not change who signs here until the next start.</summary>
internal sealed class VaultSigner(VaultKeyStore store, string name, int version, VerificationKey key) : ISigner
{
    public VerificationKey PublicKey => key;

    public async Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        // Contents may be secret and large: where the algorithm takes a hash, only that is sent.
        var hashed = key.Algorithm != SignatureAlgorithm.Ed25519;
        var signature = await store.SignAsync(
            name,
            new
            {
                input = Convert.ToBase64String(hashed ? SHA256.HashData(data.Span) : data.Span),
                prehashed = hashed,
                hash_algorithm = "sha2-256",
                key_version = version,
                marshaling_algorithm = "asn1",
                signature_algorithm = "pkcs1v15",
            },
            cancellation);
        return key.Verify(data.Span, signature) ? signature : throw new InvalidDataException($"The signature that came back is not by version {version} of the key {name}.");
    }
}
