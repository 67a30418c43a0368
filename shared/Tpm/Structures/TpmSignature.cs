using System.Diagnostics.CodeAnalysis;
using Attestry.Primitives.Limits;

namespace Attestry.Tpm.Structures;

/// <summary>TPMT_SIGNATURE by RSASSA, RSAPSS or ECDSA (TPM 2.0 Part 2, 11.3.4).</summary>
public sealed class TpmSignature
{
    private TpmSignature(TpmAlgorithm scheme, TpmHash hash) => (Scheme, Hash) = (scheme, hash);

    public TpmAlgorithm Scheme { get; }

    public TpmHash Hash { get; }

    /// <summary>RSA: the signature. ECDSA: r.</summary>
    public ReadOnlyMemory<byte> First { get; private init; }

    /// <summary>ECDSA: s. Empty for RSA.</summary>
    public ReadOnlyMemory<byte> Second { get; private init; }

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out TpmSignature? signature)
    {
        signature = null;
        var reader = new SpanReader(bytes);
        if (bytes.Length > TpmLimits.StructureBytes || !reader.TryUInt16(out var scheme) || !reader.TryUInt16(out var algorithm)
            || TpmHash.Of((TpmAlgorithm)algorithm) is not { } hash || !reader.TrySized(out var first))
            return false;
        ReadOnlySpan<byte> second = default;
        var known = (TpmAlgorithm)scheme switch
        {
            TpmAlgorithm.RsaSsa or TpmAlgorithm.RsaPss => true,
            TpmAlgorithm.EcDsa => reader.TrySized(out second),
            _ => false,
        };
        if (known && reader.AtEnd)
            signature = new((TpmAlgorithm)scheme, hash) { First = first.ToArray(), Second = second.ToArray() };
        return signature is not null;
    }
}
