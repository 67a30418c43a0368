using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Attestry.Primitives.Limits;

namespace Attestry.Tpm.Structures;

/// <summary>TPMT_PUBLIC of an asymmetric key (TPM 2.0 Part 2, 12.2.4): what identifies it, and what it may do.</summary>
public sealed class TpmPublic
{
    internal TpmPublic(byte[] encoded) => Encoded = encoded;

    /// <summary>The structure as it came, without the size of a TPM2B before it.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary><see cref="TpmAlgorithm.Rsa"/> or <see cref="TpmAlgorithm.Ecc"/>.</summary>
    public TpmAlgorithm Type { get; internal init; }

    public required TpmHash NameHash { get; init; }

    public TpmAttributes Attributes { get; internal init; }

    public ReadOnlyMemory<byte> AuthPolicy { get; internal init; }

    /// <summary>What protects children of a storage key: <see cref="TpmAlgorithm.Aes"/>, or <see cref="TpmAlgorithm.Null"/>.</summary>
    public TpmAlgorithm Symmetric { get; internal init; }

    public int SymmetricBits { get; internal init; }

    public TpmAlgorithm SymmetricMode { get; internal init; }

    /// <summary>Of signatures, or <see cref="TpmAlgorithm.Null"/>.</summary>
    public TpmAlgorithm Scheme { get; internal init; }

    /// <summary>Null when <see cref="Scheme"/> is Null or has no hash.</summary>
    public TpmHash? SchemeHash { get; internal init; }

    /// <summary>Of the modulus, or of the curve's field.</summary>
    public int KeyBits { get; internal init; }

    /// <summary>RSA: big-endian. Empty for ECC.</summary>
    public ReadOnlyMemory<byte> Modulus { get; internal init; }

    public uint Exponent { get; internal init; }

    /// <summary>ECC coordinates, of the field's length.</summary>
    public ReadOnlyMemory<byte> X { get; internal init; }

    public ReadOnlyMemory<byte> Y { get; internal init; }

    internal TpmEccCurve? Curve { get; init; }

    /// <summary>nameAlg || H(public area) (TPM 2.0 Part 1, 16).</summary>
    public TpmName Name => field ??= TpmName.Of(NameHash, Encoded.Span);

    /// <summary>It cannot leave its TPM, and was made there.</summary>
    public bool IsBoundToTpm => Attributes.HasFlag(TpmAttributes.FixedTpm | TpmAttributes.FixedParent | TpmAttributes.SensitiveDataOrigin);

    /// <summary>A key that signs only what the TPM itself says: what an attestation key must be.</summary>
    public bool IsAttestationKey =>
        IsBoundToTpm && Attributes.HasFlag(TpmAttributes.Restricted | TpmAttributes.Sign) && !Attributes.HasFlag(TpmAttributes.Decrypt) && SchemeHash is not null;

    /// <summary>A key that decrypts only what the TPM itself uses: what an endorsement key must be (TCG EK Credential Profile, B.3).</summary>
    public bool IsEndorsementKey =>
        IsBoundToTpm
        && Attributes.HasFlag(TpmAttributes.Restricted | TpmAttributes.Decrypt) && !Attributes.HasFlag(TpmAttributes.Sign)
        && Symmetric == TpmAlgorithm.Aes && SymmetricMode == TpmAlgorithm.Cfb && SymmetricBits is 128 or 192 or 256;

    /// <param name="bytes">TPM2B_PUBLIC, as tpm2-tools write files with <c>--public</c>, or TPMT_PUBLIC without the size.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out TpmPublic? key)
    {
        key = null;
        if (bytes.Length is 0 or > TpmLimits.StructureBytes)
            return false;
        // A TPM2B starts with the size of what follows; a TPMT with the type, which is 1 or 0x23 and never the size of a whole key.
        var reader = new SpanReader(bytes);
        if (reader.TrySized(out var sized) && reader.AtEnd && sized.Length > 0)
            bytes = sized;
        key = TpmPublicReader.Read(bytes);
        return key is not null;
    }

    /// <summary>The key as X.509 certificates hold it: SubjectPublicKeyInfo, DER.</summary>
    /// <exception cref="CryptographicException">The point is not on its curve.</exception>
    public byte[] ExportSubjectPublicKeyInfo()
    {
        if (Type == TpmAlgorithm.Rsa)
        {
            using var rsa = RSA.Create(RsaParameters());
            return rsa.ExportSubjectPublicKeyInfo();
        }
        using var ecc = ECDsa.Create(EccParameters());
        return ecc.ExportSubjectPublicKeyInfo();
    }

    internal RSAParameters RsaParameters() => new()
    {
        Modulus = Modulus.ToArray(),
        Exponent = [.. new[] { (byte)(Exponent >> 24), (byte)(Exponent >> 16), (byte)(Exponent >> 8), (byte)Exponent }.SkipWhile(octet => octet == 0)],
    };

    internal ECParameters EccParameters() => new() { Curve = Curve!.Curve, Q = new() { X = X.ToArray(), Y = Y.ToArray() } };
}
