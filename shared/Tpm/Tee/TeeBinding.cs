using System.Buffers.Binary;
using System.Security.Cryptography;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Tee;

/// <summary>
/// What a report must carry to answer a challenge: SHA-512 over <c>"attestry host tee report v1" 00</c>, the nonce and the name of
/// the attestation key, each of the two with its length before it (two bytes, big-endian). So a report is of this challenge, and of
/// the machine whose TPM signed the quote beside it.
/// </summary>
public static class TeeBinding
{
    private static ReadOnlySpan<byte> Label => "attestry host tee report v1\0"u8;

    /// <summary>64 bytes: the report data of SEV-SNP and TDX, and the inblob of configfs-tsm.</summary>
    /// <param name="nonce">Of the challenge.</param>
    /// <param name="attestationKey">nameAlg || H(public area) of the enrolled key.</param>
    public static byte[] ReportData(ReadOnlySpan<byte> nonce, TpmName attestationKey)
    {
        ArgumentNullException.ThrowIfNull(attestationKey);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(Label);
        Append(hash, nonce);
        Append(hash, attestationKey.Bytes.Span);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)part.Length));
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
