using System.Security.Cryptography;
using System.Text;

namespace Attestry.Ingestion.Webhooks.Authentication;

/// <summary>A secret that is compared by its hash, so that neither content nor length shows in the time it takes.</summary>
internal sealed class SharedSecret(string secret)
{
    private readonly byte[] _hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public bool Equals(string? presented)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(presented ?? ""), hash);
        return CryptographicOperations.FixedTimeEquals(hash, _hash) & presented is not null;
    }
}
