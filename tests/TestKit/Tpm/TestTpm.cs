using System.Security.Cryptography;
using Attestry.Tpm.Quotes;
using Attestry.Tpm.Structures;

namespace Attestry.TestKit.Tpm;

/// <summary>An attestation key in memory that quotes as a TPM does: true keys and signatures, and PCRs that are what a test sets.</summary>
public sealed class TestTpm : IDisposable
{
    private const TpmAttributes OfAttestationKeys = TpmAttributes.FixedTpm | TpmAttributes.FixedParent | TpmAttributes.SensitiveDataOrigin
        | TpmAttributes.UserWithAuth | TpmAttributes.Restricted | TpmAttributes.Sign;

    private readonly RSA? _rsa;
    private readonly ECDsa? _ecdsa;
    private readonly TpmAlgorithm _scheme;
    private readonly TpmHash _hash;

    private TestTpm(TpmAlgorithm scheme, TpmHash hash, TpmAttributes? attributes)
    {
        (_scheme, _hash) = (scheme, hash);
        if (scheme == TpmAlgorithm.EcDsa)
            _ecdsa = ECDsa.Create(hash == TpmHash.Sha384 ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256);
        else
            _rsa = RSA.Create(2048);
        Public = Encode(attributes ?? OfAttestationKeys);
    }

    /// <summary>TPMT_PUBLIC of the attestation key.</summary>
    public byte[] Public { get; }

    public PcrValues Pcrs { get; } = new();

    public TpmClock Clock { get; set; } = new(100_000, 3, 1, Safe: true);

    public ulong FirmwareVersion { get; set; } = 0x2020_0102_0000_0001;

    public static TestTpm Create(TpmAlgorithm scheme = TpmAlgorithm.EcDsa, TpmHash? hash = null, TpmAttributes? attributes = null)
    {
        var tpm = new TestTpm(scheme, hash ?? TpmHash.Sha256, attributes);
        foreach (var bank in TpmHash.All)
            for (var pcr = 0; pcr < 24; pcr++)
                tpm.Pcrs.TrySet(bank, pcr, new byte[bank.Size]);
        return tpm;
    }

    public QuoteEvidence Quote(byte[] nonce, params PcrSelection[] selections)
    {
        var message = Message(nonce, selections);
        return new(message, Sign(message), Pcrs);
    }

    /// <summary>TPMS_ATTEST, not signed.</summary>
    public byte[] Message(byte[] nonce, params PcrSelection[] selections)
    {
        var writer = Head(nonce, 0x8018).U32((uint)selections.Length);
        foreach (var (bank, mask) in selections)
            writer.U16((int)bank.Id).U8(3).Raw([(byte)mask, (byte)(mask >> 8), (byte)(mask >> 16)]);
        return writer.Sized(Pcrs.Digest(_hash, selections)!).Bytes;
    }

    /// <summary>TPMS_ATTEST up to what depends on its type.</summary>
    public TpmWriter Head(byte[] nonce, int type)
    {
        var name = TpmPublic.TryRead(Public, out var area) ? area.Name.Bytes : default;
        return new TpmWriter().U32(0xFF544347).U16(type).Sized(name.Span).Sized(nonce)
            .U64(Clock.Milliseconds).U32(Clock.Resets).U32(Clock.Restarts).U8(Clock.Safe ? (byte)1 : (byte)0).U64(FirmwareVersion);
    }

    /// <returns>TPMT_SIGNATURE.</returns>
    public byte[] Sign(byte[] message)
    {
        var writer = new TpmWriter().U16((int)_scheme).U16((int)_hash.Id);
        if (_rsa is not null)
            return writer.Sized(_rsa.SignData(message, _hash.HashName, _scheme == TpmAlgorithm.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1)).Bytes;
        var signature = _ecdsa!.SignData(message, _hash.HashName);
        return writer.Sized(signature.AsSpan(0, signature.Length / 2)).Sized(signature.AsSpan(signature.Length / 2)).Bytes;
    }

    public void Dispose()
    {
        _rsa?.Dispose();
        _ecdsa?.Dispose();
    }

    private byte[] Encode(TpmAttributes attributes)
    {
        var writer = new TpmWriter().U16((int)(_rsa is null ? TpmAlgorithm.Ecc : TpmAlgorithm.Rsa)).U16((int)TpmAlgorithm.Sha256)
            .U32((uint)attributes).Sized([]).U16((int)TpmAlgorithm.Null).U16((int)_scheme).U16((int)_hash.Id);
        if (_rsa is not null)
            return writer.U16(2048).U32(0).Sized(_rsa.ExportParameters(false).Modulus).Bytes;
        var point = _ecdsa!.ExportParameters(false).Q;
        return writer.U16(_hash == TpmHash.Sha384 ? 4 : 3).U16((int)TpmAlgorithm.Null).Sized(point.X).Sized(point.Y).Bytes;
    }
}
