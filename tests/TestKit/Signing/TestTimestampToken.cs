using System.Formats.Asn1;
using System.Security.Cryptography.Pkcs;

namespace Attestry.TestKit.Signing;

/// <summary>Bare timestamp tokens (RFC 3161 §2.4.2) that carry their certificates but the root, as Notation embeds them.</summary>
public static class TestTimestampToken
{
    public static byte[] Of(TestTimestampAuthority authority, byte[] content, DateTimeOffset at)
    {
        var response = new AsnReader(authority.Stamp(content, at, withCertificate: true), AsnEncodingRules.DER).ReadSequence();
        response.ReadSequence();
        var cms = new SignedCms();
        cms.Decode(response.ReadEncodedValue().Span);
        cms.AddCertificate(authority.Authority.Intermediate);
        return cms.Encode();
    }
}
