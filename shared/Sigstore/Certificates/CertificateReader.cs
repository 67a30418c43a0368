using System.Formats.Asn1;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Sigstore.Certificates;

/// <summary>Reads certificates of version 3 (RFC 5280 §4.1), DER and nothing behind it.</summary>
internal static class CertificateReader
{
    private static readonly Asn1Tag Version = new(TagClass.ContextSpecific, 0);

    private static readonly Asn1Tag IssuerUniqueId = new(TagClass.ContextSpecific, 1);

    private static readonly Asn1Tag SubjectUniqueId = new(TagClass.ContextSpecific, 2);

    internal static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 3);

    internal static (Certificate? Certificate, Finding? Finding) TryRead(ReadOnlyMemory<byte> der)
    {
        try
        {
            return (Read(der), null);
        }
        catch (FormatException e)
        {
            return (null, new(CertificateFindings.Malformed, Severity.High, Bounded.Quote(e.Message)));
        }
    }

    /// <exception cref="FormatException">It is none.</exception>
    internal static Certificate Read(ReadOnlyMemory<byte> der)
    {
        if (der.Length > SignatureLimits.CertificateBytes)
            throw new FormatException($"A certificate of {der.Length} bytes; at most {SignatureLimits.CertificateBytes} are read.");
        try
        {
            return Parse(der);
        }
        // Dates that no calendar has are an argument out of range.
        catch (Exception e) when (e is AsnContentException or ArgumentException)
        {
            throw new FormatException($"Not a certificate that can be read: {e.Message}", e);
        }
    }

    private static Certificate Parse(ReadOnlyMemory<byte> der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var certificate = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var toBeSigned = certificate.PeekEncodedValue();
        var tbs = certificate.ReadSequence();
        var algorithm = certificate.ReadEncodedValue();
        var signature = certificate.ReadBitString(out var unused);
        certificate.ThrowIfNotEmpty();

        if (!tbs.ReadSequence(Version).TryReadInt32(out var version) || version != 2 || unused != 0)
            throw new AsnContentException("Not of version 3.");
        tbs.ReadInteger();
        // RFC 5280 §4.1.1.2: what was used to sign is stated within what is signed.
        if (!tbs.ReadEncodedValue().Span.SequenceEqual(algorithm.Span))
            throw new AsnContentException("Two signature algorithms.");
        var issuer = tbs.ReadEncodedValue();
        var validity = tbs.ReadSequence();
        var (notBefore, notAfter) = (Time(validity), Time(validity));
        validity.ThrowIfNotEmpty();
        var subject = tbs.ReadEncodedValue();
        var key = tbs.ReadEncodedValue();
        Skip(tbs, IssuerUniqueId);
        Skip(tbs, SubjectUniqueId);
        var extensions = Extensions(tbs.ReadSequence(ExtensionsTag));
        tbs.ThrowIfNotEmpty();
        return new(
            der, toBeSigned, Algorithm(algorithm), signature, issuer, subject, notBefore, notAfter, key, extensions, CertificateUsage.Read(extensions));
    }

    private static Dictionary<string, CertificateExtension> Extensions(AsnReader explicitly)
    {
        var sequence = explicitly.ReadSequence();
        explicitly.ThrowIfNotEmpty();
        var extensions = new Dictionary<string, CertificateExtension>();
        while (sequence.HasData)
        {
            var extension = sequence.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            var critical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            var value = extension.ReadOctetString();
            extension.ThrowIfNotEmpty();
            if (extensions.Count == SignatureLimits.ExtensionsInCertificate || !extensions.TryAdd(oid, new(critical, value)))
                throw new AsnContentException("Too many extensions, or one twice.");
        }
        return extensions;
    }

    private static string Algorithm(ReadOnlyMemory<byte> der) => new AsnReader(der, AsnEncodingRules.DER).ReadSequence().ReadObjectIdentifier();

    private static DateTimeOffset Time(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();

    private static void Skip(AsnReader reader, Asn1Tag tag)
    {
        if (reader.HasData && reader.PeekTag().HasSameClassAndValue(tag))
            reader.ReadEncodedValue();
    }
}
