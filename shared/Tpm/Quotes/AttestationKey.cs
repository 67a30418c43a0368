using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Attestry.Primitives.Findings;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Quotes;

/// <summary>
/// The public half of an attestation key, ready to verify. Worth keeping per host: making it costs as much as a verification. For one
/// thread at a time.
/// </summary>
public sealed class AttestationKey : IDisposable
{
    private readonly RSA? _rsa;
    private readonly ECDsa? _ecdsa;

    private AttestationKey(TpmPublic area)
    {
        Public = area;
        if (area.Type == TpmAlgorithm.Rsa)
            _rsa = RSA.Create(area.RsaParameters());
        else
            _ecdsa = ECDsa.Create(area.EccParameters());
    }

    public TpmPublic Public { get; }

    /// <summary>Refuses what is no attestation key: one that may leave its TPM, or that signs what comes from outside.</summary>
    /// <param name="area">TPM2B_PUBLIC or TPMT_PUBLIC.</param>
    public static bool TryCreate(ReadOnlySpan<byte> area, [NotNullWhen(true)] out AttestationKey? key, [NotNullWhen(false)] out Finding? finding)
    {
        key = null;
        if (!TpmPublic.TryRead(area, out var read))
            finding = new(QuoteFindings.Malformed, Severity.High, "The public area of the attestation key cannot be read.");
        else if (!read.IsAttestationKey || read.Scheme is not (TpmAlgorithm.RsaSsa or TpmAlgorithm.RsaPss or TpmAlgorithm.EcDsa))
            finding = new(QuoteFindings.KeyUnsuitable, Severity.Critical, "The key is not a restricted signing key that cannot leave its TPM.");
        else if (read.SchemeHash == TpmHash.Sha1)
            finding = new(QuoteFindings.AlgorithmRefused, Severity.High, "The key signs SHA-1 hashes, which can be forged.");
        else
            finding = Create(read, out key);
        return key is not null;
    }

    /// <summary>Is the signature by this key, over exactly these bytes, by the scheme that the key is for?</summary>
    public bool Verify(ReadOnlySpan<byte> signed, TpmSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        if (signature.Scheme != Public.Scheme || signature.Hash != Public.SchemeHash)
            return false;
        Span<byte> hash = stackalloc byte[TpmHash.LongestSize];
        hash = hash[..signature.Hash.Size];
        signature.Hash.Hash(signed, hash);
        return _rsa is not null
            ? _rsa.VerifyHash(hash, signature.First.Span, signature.Hash.HashName, signature.Scheme == TpmAlgorithm.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1)
            : VerifyEcdsa(hash, signature);
    }

    public void Dispose()
    {
        _rsa?.Dispose();
        _ecdsa?.Dispose();
    }

    private static Finding? Create(TpmPublic area, out AttestationKey? key)
    {
        try
        {
            key = new(area);
            return null;
        }
        catch (CryptographicException)
        {
            key = null;
            return new(QuoteFindings.Malformed, Severity.High, "The public area of the attestation key holds no sound key.");
        }
    }

    private bool VerifyEcdsa(ReadOnlySpan<byte> hash, TpmSignature signature)
    {
        var curve = Public.Curve!;
        return curve.Pad(signature.First.Span) is { } r && curve.Pad(signature.Second.Span) is { } s && _ecdsa!.VerifyHash(hash, [.. r, .. s]);
    }
}
