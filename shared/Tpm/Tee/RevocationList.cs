using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestry.Primitives.Limits;

namespace Attestry.Tpm.Tee;

/// <summary>A certificate revocation list (RFC 5280 §5.1) signed by ECDSA with SHA-256, as Intel's are.</summary>
internal sealed class RevocationList
{
    private const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";

    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 0, isConstructed: true);

    private readonly byte[] _signed;
    private readonly byte[] _signature;
    private readonly HashSet<string> _serials;

    private RevocationList(byte[] issuer, byte[] signed, byte[] signature, DateTimeOffset from, DateTimeOffset? next, HashSet<string> serials) =>
        (Issuer, _signed, _signature, From, Next, _serials) = (issuer, signed, signature, from, next, serials);

    /// <summary>Name, DER.</summary>
    internal byte[] Issuer { get; }

    internal DateTimeOffset From { get; }

    /// <summary>When a newer one is there; null when that is not said.</summary>
    internal DateTimeOffset? Next { get; }

    /// <returns>Null when it cannot be read.</returns>
    internal static RevocationList? Read(ReadOnlyMemory<byte> der)
    {
        if (der.Length > TpmLimits.RevocationListBytes)
            return null;
        try
        {
            var whole = new AsnReader(der, AsnEncodingRules.DER);
            var outer = whole.ReadSequence();
            whole.ThrowIfNotEmpty();
            var signed = outer.ReadEncodedValue();
            if (outer.ReadSequence().ReadObjectIdentifier() != EcdsaWithSha256)
                return null;
            var signature = outer.ReadBitString(out _);
            outer.ThrowIfNotEmpty();
            var list = new AsnReader(signed, AsnEncodingRules.DER).ReadSequence();
            if (list.PeekTag() == Asn1Tag.Integer)
                list.ReadInteger();
            if (list.ReadSequence().ReadObjectIdentifier() != EcdsaWithSha256)
                return null;
            var issuer = list.ReadEncodedValue().ToArray();
            var from = ReadTime(list);
            DateTimeOffset? next = list.HasData && list.PeekTag() != Asn1Tag.Sequence && list.PeekTag() != Extensions ? ReadTime(list) : null;
            var serials = new HashSet<string>(StringComparer.Ordinal);
            if (list.HasData && list.PeekTag() == Asn1Tag.Sequence)
                for (var revoked = list.ReadSequence(); revoked.HasData;)
                    serials.Add(Serial(revoked.ReadSequence().ReadIntegerBytes().Span));
            return new(issuer, signed.ToArray(), signature, from, next, serials);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    internal bool IsSignedBy(X509Certificate2 issuer)
    {
        using var key = issuer.GetECDsaPublicKey();
        return key is not null && issuer.SubjectName.RawData.AsSpan().SequenceEqual(Issuer)
            && key.VerifyData(_signed, _signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    internal bool Revokes(X509Certificate2 certificate) => _serials.Contains(Serial(certificate.SerialNumberBytes.Span));

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag() == Asn1Tag.UtcTime ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();

    private static string Serial(ReadOnlySpan<byte> number) => Convert.ToHexString(number.TrimStart((byte)0));
}
