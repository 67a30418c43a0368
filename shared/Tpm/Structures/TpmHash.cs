using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Attestry.Tpm.Structures;

/// <summary>A hash algorithm as TPMs, event logs and IMA name it. Each is also the name of a bank of PCRs.</summary>
public sealed class TpmHash
{
    public static readonly TpmHash Sha1 = new(TpmAlgorithm.Sha1, "sha1", 20, HashAlgorithmName.SHA1, Sha1Data);

    public static readonly TpmHash Sha256 = new(TpmAlgorithm.Sha256, "sha256", 32, HashAlgorithmName.SHA256, (data, hash) => SHA256.HashData(data, hash));

    public static readonly TpmHash Sha384 = new(TpmAlgorithm.Sha384, "sha384", 48, HashAlgorithmName.SHA384, (data, hash) => SHA384.HashData(data, hash));

    public static readonly TpmHash Sha512 = new(TpmAlgorithm.Sha512, "sha512", 64, HashAlgorithmName.SHA512, (data, hash) => SHA512.HashData(data, hash));

    /// <summary>The ones that can be computed here.</summary>
    public static readonly IReadOnlyList<TpmHash> All = [Sha1, Sha256, Sha384, Sha512];

    /// <summary>Of the longest one, in bytes.</summary>
    internal const int LongestSize = 64;

    private readonly Hashing _hash;

    private TpmHash(TpmAlgorithm id, string name, int size, HashAlgorithmName hashName, Hashing hash) =>
        (Id, Name, Size, HashName, _hash) = (id, name, size, hashName, hash);

    private delegate int Hashing(ReadOnlySpan<byte> data, Span<byte> hash);

    public TpmAlgorithm Id { get; }

    /// <summary><c>sha256</c>.</summary>
    public string Name { get; }

    /// <summary>In bytes.</summary>
    public int Size { get; }

    public HashAlgorithmName HashName { get; }

    public static TpmHash? Of(TpmAlgorithm id) => id switch
    {
        TpmAlgorithm.Sha1 => Sha1,
        TpmAlgorithm.Sha256 => Sha256,
        TpmAlgorithm.Sha384 => Sha384,
        TpmAlgorithm.Sha512 => Sha512,
        _ => null,
    };

    /// <param name="name">As IMA and tpm2-tools write it: <c>sha256</c>.</param>
    public static bool TryParse([NotNullWhen(true)] string? name, [NotNullWhen(true)] out TpmHash? hash)
    {
        hash = All.FirstOrDefault(known => known.Name == name);
        return hash is not null;
    }

    public byte[] Hash(ReadOnlySpan<byte> data)
    {
        var hash = new byte[Size];
        _hash(data, hash);
        return hash;
    }

    /// <param name="hash">At least <see cref="Size"/> bytes.</param>
    public void Hash(ReadOnlySpan<byte> data, Span<byte> hash) => _hash(data, hash);

    /// <summary>PCR := H(PCR || digest) (TPM 2.0 Part 1, 17.2).</summary>
    /// <param name="pcr">Of <see cref="Size"/> bytes; overwritten.</param>
    public void Extend(Span<byte> pcr, ReadOnlySpan<byte> digest)
    {
        Span<byte> joined = stackalloc byte[2 * LongestSize];
        pcr.CopyTo(joined);
        digest.CopyTo(joined[Size..]);
        _hash(joined[..(Size + digest.Length)], pcr);
    }

    public override string ToString() => Name;

    // Logs of firmware and IMA carry SHA-1 digests; they are recomputed, never trusted alone.
    [SuppressMessage("Security", "CA5350", Justification = "The formats define it.")]
    private static int Sha1Data(ReadOnlySpan<byte> data, Span<byte> hash) => SHA1.HashData(data, hash);
}
