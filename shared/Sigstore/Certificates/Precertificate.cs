using System.Formats.Asn1;

namespace Attestry.Sigstore.Certificates;

internal static class Precertificate
{
    /// <summary>What a certificate transparency log was shown and signed: the certificate's content without the log's own promises (RFC 6962 §3.2).</summary>
    internal static byte[] ToBeSigned(Certificate certificate)
    {
        var tbs = new AsnReader(certificate.ToBeSigned, AsnEncodingRules.DER).ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            while (tbs.HasData)
            {
                if (tbs.PeekTag().HasSameClassAndValue(CertificateReader.ExtensionsTag))
                    WriteExtensions(writer, tbs.ReadSequence(CertificateReader.ExtensionsTag).ReadSequence());
                else
                    writer.WriteEncodedValue(tbs.ReadEncodedValue().Span);
            }
        }
        return writer.Encode();
    }

    private static void WriteExtensions(AsnWriter writer, AsnReader extensions)
    {
        using (writer.PushSequence(CertificateReader.ExtensionsTag))
        using (writer.PushSequence())
        {
            while (extensions.HasData)
            {
                var extension = extensions.ReadEncodedValue();
                if (new AsnReader(extension, AsnEncodingRules.DER).ReadSequence().ReadObjectIdentifier() != CertificateOids.SignedCertificateTimestamps)
                    writer.WriteEncodedValue(extension.Span);
            }
        }
    }
}
