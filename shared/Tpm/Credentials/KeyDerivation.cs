using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Credentials;

/// <summary>KDFa and KDFe (TPM 2.0 Part 1, 11.4.10).</summary>
public static class KeyDerivation
{
    /// <summary>NIST SP 800-108 in counter mode over HMAC: [i] || label || 00 || contextU || contextV || [bits].</summary>
    /// <param name="label">Without the zero that ends it.</param>
    /// <param name="bits">A multiple of eight.</param>
    public static byte[] KdfA(TpmHash hash, ReadOnlySpan<byte> key, string label, ReadOnlySpan<byte> contextU, ReadOnlySpan<byte> contextV, int bits)
    {
        ArgumentNullException.ThrowIfNull(hash);
        CheckBits(bits);
        Span<byte> number = stackalloc byte[4];
        var derived = new byte[bits / 8];
        for (var (i, at) = (1, 0); at < derived.Length; i++, at += hash.Size)
        {
            using var mac = IncrementalHash.CreateHMAC(hash.HashName, key);
            BinaryPrimitives.WriteInt32BigEndian(number, i);
            mac.AppendData(number);
            mac.AppendData(Encoding.ASCII.GetBytes(label));
            mac.AppendData([0]);
            mac.AppendData(contextU);
            mac.AppendData(contextV);
            BinaryPrimitives.WriteInt32BigEndian(number, bits);
            mac.AppendData(number);
            Take(mac.GetHashAndReset(), derived.AsSpan(at));
        }
        return derived;
    }

    /// <summary>NIST SP 800-56A: [i] || Z || label || 00 || x of party U || x of party V.</summary>
    public static byte[] KdfE(TpmHash hash, ReadOnlySpan<byte> shared, string label, ReadOnlySpan<byte> partyU, ReadOnlySpan<byte> partyV, int bits)
    {
        ArgumentNullException.ThrowIfNull(hash);
        CheckBits(bits);
        Span<byte> number = stackalloc byte[4];
        var derived = new byte[bits / 8];
        for (var (i, at) = (1, 0); at < derived.Length; i++, at += hash.Size)
        {
            using var digest = IncrementalHash.CreateHash(hash.HashName);
            BinaryPrimitives.WriteInt32BigEndian(number, i);
            digest.AppendData(number);
            digest.AppendData(shared);
            digest.AppendData(Encoding.ASCII.GetBytes(label));
            digest.AppendData([0]);
            digest.AppendData(partyU);
            digest.AppendData(partyV);
            Take(digest.GetHashAndReset(), derived.AsSpan(at));
        }
        return derived;
    }

    private static void CheckBits(int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bits);
        if (bits % 8 != 0)
            throw new ArgumentOutOfRangeException(nameof(bits), "Only whole bytes are derived.");
    }

    private static void Take(ReadOnlySpan<byte> block, Span<byte> rest) => block[..Math.Min(block.Length, rest.Length)].CopyTo(rest);
}
