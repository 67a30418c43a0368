using Attestry.Primitives.Limits;

namespace Attestry.Tpm.Structures;

/// <summary>TPMT_PUBLIC, TPMS_RSA_PARMS and TPMS_ECC_PARMS (TPM 2.0 Part 2, 12.2).</summary>
internal static class TpmPublicReader
{
    /// <summary>The exponent 0 stands for 2^16 + 1 (12.2.3.5).</summary>
    private const uint DefaultExponent = 65537;

    internal static TpmPublic? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new SpanReader(bytes);
        if (!reader.TryUInt16(out var type) || !reader.TryUInt16(out var nameAlgorithm) || TpmHash.Of((TpmAlgorithm)nameAlgorithm) is not { } nameHash
            || !reader.TryUInt32(out var attributes) || !reader.TrySized(out var policy) || policy.Length > TpmHash.LongestSize
            || ReadSymmetric(ref reader) is not { } symmetric || ReadScheme(ref reader) is not { } scheme)
            return null;
        var key = (TpmAlgorithm)type switch
        {
            TpmAlgorithm.Rsa => ReadRsa(ref reader),
            TpmAlgorithm.Ecc => ReadEcc(ref reader),
            _ => null,
        };
        return key is null || !reader.AtEnd ? null : new TpmPublic(bytes.ToArray())
        {
            Type = (TpmAlgorithm)type,
            NameHash = nameHash,
            Attributes = (TpmAttributes)attributes,
            AuthPolicy = policy.ToArray(),
            Symmetric = symmetric.Algorithm,
            SymmetricBits = symmetric.Bits,
            SymmetricMode = symmetric.Mode,
            Scheme = scheme.Algorithm,
            SchemeHash = scheme.Hash,
            KeyBits = key.Bits,
            Modulus = key.Curve is null ? key.First : default,
            Exponent = key.Exponent,
            X = key.Curve is null ? default : key.First,
            Y = key.Second,
            Curve = key.Curve,
        };
    }

    private static (TpmAlgorithm Algorithm, int Bits, TpmAlgorithm Mode)? ReadSymmetric(ref SpanReader reader)
    {
        if (!reader.TryUInt16(out var algorithm))
            return null;
        switch ((TpmAlgorithm)algorithm)
        {
            case TpmAlgorithm.Null:
                return (TpmAlgorithm.Null, 0, TpmAlgorithm.Null);
            case TpmAlgorithm.Aes or TpmAlgorithm.Sm4 or TpmAlgorithm.Camellia when reader.TryUInt16(out var bits) && reader.TryUInt16(out var mode):
                return ((TpmAlgorithm)algorithm, bits, (TpmAlgorithm)mode);
            default:
                return null;
        }
    }

    private static (TpmAlgorithm Algorithm, TpmHash? Hash)? ReadScheme(ref SpanReader reader)
    {
        if (!reader.TryUInt16(out var algorithm))
            return null;
        switch ((TpmAlgorithm)algorithm)
        {
            case TpmAlgorithm.Null or TpmAlgorithm.RsaEs:
                return ((TpmAlgorithm)algorithm, null);
            case TpmAlgorithm.RsaSsa or TpmAlgorithm.RsaPss or TpmAlgorithm.Oaep or TpmAlgorithm.EcDsa or TpmAlgorithm.Ecdh or TpmAlgorithm.Ecmqv
                or TpmAlgorithm.Sm2 or TpmAlgorithm.EcSchnorr or TpmAlgorithm.Ecdaa:
                if (!reader.TryUInt16(out var hash) || TpmHash.Of((TpmAlgorithm)hash) is not { } known)
                    return null;
                // TPMS_SIG_SCHEME_ECDAA has a count beside the hash.
                return (TpmAlgorithm)algorithm != TpmAlgorithm.Ecdaa || reader.TryUInt16(out _) ? ((TpmAlgorithm)algorithm, known) : null;
            default:
                return null;
        }
    }

    private static Key? ReadRsa(ref SpanReader reader)
    {
        if (!reader.TryUInt16(out var bits) || !reader.TryUInt32(out var exponent) || !reader.TrySized(out var modulus))
            return null;
        exponent = exponent == 0 ? DefaultExponent : exponent;
        var sound = bits is >= SignatureLimits.SmallestRsaBits and <= SignatureLimits.LargestRsaBits
            && modulus.Length * 8 == bits && modulus[0] >= 0x80 && (modulus[^1] & 1) == 1 && exponent >= 3 && (exponent & 1) == 1;
        return sound ? new(bits, modulus.ToArray(), [], exponent, null) : null;
    }

    private static Key? ReadEcc(ref SpanReader reader)
    {
        if (!reader.TryUInt16(out var id) || !TryKeyDerivation(ref reader) || !reader.TrySized(out var x) || !reader.TrySized(out var y))
            return null;
        return TpmEccCurve.Of(id) is { } curve && curve.Pad(x) is { } first && curve.Pad(y) is { } second
            ? new(id == 0x0005 ? 521 : curve.Size * 8, first, second, 0, curve)
            : null;
    }

    private static bool TryKeyDerivation(ref SpanReader reader) =>
        reader.TryUInt16(out var algorithm) && ((TpmAlgorithm)algorithm == TpmAlgorithm.Null || reader.TryUInt16(out _));

    private sealed record Key(int Bits, byte[] First, byte[] Second, uint Exponent, TpmEccCurve? Curve);
}
