using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Attestry.Primitives.Limits;

namespace Attestry.Tpm.Endorsement;

/// <summary>Certificates as files hold them: DER, or PEM with one or more.</summary>
public static class CertificateFile
{
    /// <returns>Null when a part cannot be read, or there is none, or too many.</returns>
    public static IReadOnlyList<X509Certificate2>? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > TpmLimits.CertificateBytes)
            return null;
        var certificates = new List<X509Certificate2>();
        try
        {
            if (bytes[0] == 0x30)
                certificates.Add(X509CertificateLoader.LoadCertificate(bytes));
            else
                ReadPem(Encoding.UTF8.GetString(bytes), certificates);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            certificates.ForEach(certificate => certificate.Dispose());
            return null;
        }
        return certificates.Count > 0 ? certificates : null;
    }

    private static void ReadPem(ReadOnlySpan<char> pem, List<X509Certificate2> certificates)
    {
        while (PemEncoding.TryFind(pem, out var fields))
        {
            if (pem[fields.Label] is not "CERTIFICATE" || certificates.Count == TpmLimits.CertificatesInChain)
                throw new FormatException();
            certificates.Add(X509CertificateLoader.LoadCertificate(Convert.FromBase64String(pem[fields.Base64Data].ToString())));
            pem = pem[fields.Location.End..];
        }
    }
}
