using System.Formats.Asn1;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Crypto;

/// <summary>Certificates as objects with the names that Go's <c>crypto/x509</c> gives their parts.</summary>
internal static class CertificateValues
{
    internal static RegoObject Of(X509Certificate2 certificate)
    {
        var names = AlternativeNames(certificate.Extensions["2.5.29.17"]?.RawData);
        var constraints = certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault();
        var result = new RegoObject.Builder();
        Set("Raw", Bytes(certificate.RawData));
        Set("Version", RegoNumber.Of(certificate.Version));
        Set("SerialNumber", RegoNumber.Of(new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: false, isBigEndian: true)));
        Set("Subject", Name(certificate.SubjectName));
        Set("Issuer", Name(certificate.IssuerName));
        Set("RawSubject", Bytes(certificate.SubjectName.RawData));
        Set("RawIssuer", Bytes(certificate.IssuerName.RawData));
        Set("NotBefore", Time(certificate.NotBefore));
        Set("NotAfter", Time(certificate.NotAfter));
        Set("IsCA", RegoBoolean.Of(constraints?.CertificateAuthority ?? false));
        Set("BasicConstraintsValid", RegoBoolean.Of(constraints is not null));
        Set("MaxPathLen", RegoNumber.Of(constraints is { HasPathLengthConstraint: true } ? constraints.PathLengthConstraint : constraints is null ? 0 : -1));
        Set("DNSNames", Texts(names.Dns));
        Set("EmailAddresses", Texts(names.Emails));
        Set("IPAddresses", Texts(names.Addresses));
        Set("URIStrings", Texts(names.Uris));
        Set("SubjectKeyId", Bytes(certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifierBytes.ToArray()));
        Set("AuthorityKeyId", Bytes(certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier?.ToArray()));
        return result.Build();

        void Set(string name, RegoValue value) => result.Set(new RegoString(name), value);
    }

    /// <summary>The subject and the names of a certification request (RFC 2986).</summary>
    internal static RegoObject OfRequest(byte[] der)
    {
        CertificateRequest request;
        try
        {
            request = CertificateRequest.LoadSigningRequest(der, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        }
        catch (Exception e) when (e is CryptographicException or NotSupportedException)
        {
            throw new BuiltinException("asn1: structure error");
        }
        var names = AlternativeNames(request.CertificateExtensions.FirstOrDefault(x => x.Oid?.Value == "2.5.29.17")?.RawData);
        return RegoObject.From(
        [
            Entry("Raw", Bytes(der)),
            Entry("Subject", Name(request.SubjectName)),
            Entry("RawSubject", Bytes(request.SubjectName.RawData)),
            Entry("DNSNames", Texts(names.Dns)),
            Entry("EmailAddresses", Texts(names.Emails)),
            Entry("IPAddresses", Texts(names.Addresses)),
            Entry("URIStrings", Texts(names.Uris)),
        ]);
    }

    private static RegoObject Name(X500DistinguishedName name)
    {
        var found = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var part in name.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements || part.GetSingleElementValue() is not { } value)
                continue;
            var type = part.GetSingleElementType().Value ?? "";
            if (!found.TryGetValue(type, out var values))
                found[type] = values = [];
            values.Add(value);
        }
        return RegoObject.From(
        [
            Entry("CommonName", new RegoString(Last("2.5.4.3"))),
            Entry("SerialNumber", new RegoString(Last("2.5.4.5"))),
            Entry("Country", Texts(Of("2.5.4.6"))),
            Entry("Locality", Texts(Of("2.5.4.7"))),
            Entry("Province", Texts(Of("2.5.4.8"))),
            Entry("StreetAddress", Texts(Of("2.5.4.9"))),
            Entry("Organization", Texts(Of("2.5.4.10"))),
            Entry("OrganizationalUnit", Texts(Of("2.5.4.11"))),
            Entry("PostalCode", Texts(Of("2.5.4.17"))),
        ]);

        List<string> Of(string type) => found.GetValueOrDefault(type, []);

        string Last(string type) => Of(type).LastOrDefault("");
    }

    // RFC 5280 §4.2.1.6
    private static (List<string> Dns, List<string> Emails, List<string> Uris, List<string> Addresses) AlternativeNames(byte[]? extension)
    {
        List<string> dns = [], emails = [], uris = [], addresses = [];
        if (extension is null)
            return (dns, emails, uris, addresses);
        try
        {
            var names = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
            while (names.HasData)
            {
                var tag = names.PeekTag();
                var list = tag.TagValue switch
                {
                    1 => emails,
                    2 => dns,
                    6 => uris,
                    _ => null,
                };
                if (list is not null)
                    list.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                else if (tag.TagValue == 7)
                    addresses.Add(new IPAddress(names.ReadOctetString(tag)).ToString());
                else
                    names.ReadEncodedValue();
            }
        }
        catch (Exception e) when (e is AsnContentException or ArgumentException)
        {
            throw new BuiltinException("x509: malformed certificate");
        }
        return (dns, emails, uris, addresses);
    }

    private static KeyValuePair<RegoValue, RegoValue> Entry(string name, RegoValue value) => new(new RegoString(name), value);

    // What is absent is null, as Go writes empty slices.
    private static RegoValue Texts(List<string> texts) => texts.Count == 0 ? RegoNull.Instance : RegoArray.From(texts.Select(t => new RegoString(t)));

    private static RegoValue Bytes(byte[]? bytes) => bytes is null ? RegoNull.Instance : new RegoString(Convert.ToBase64String(bytes));

    private static RegoString Time(DateTime local) => new(local.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
}
