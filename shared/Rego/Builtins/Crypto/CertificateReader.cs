using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Attestry.Rego.Builtins.Encodings;

namespace Attestry.Rego.Builtins.Crypto;

/// <summary>Certificates and requests from PEM, PEM in base64 or DER in base64.</summary>
internal static class CertificateReader
{
    private const int MostCertificates = 100;

    /// <exception cref="BuiltinException">None of these, or too many.</exception>
    internal static List<X509Certificate2> Certificates(string text)
    {
        var certificates = new List<X509Certificate2>();
        try
        {
            foreach (var der in Blocks(text, "CERTIFICATE"))
            {
                if (certificates.Count == MostCertificates)
                    throw new BuiltinException($"more than {MostCertificates} certificates");
                certificates.Add(X509CertificateLoader.LoadCertificate(der));
            }
            return certificates;
        }
        catch (CryptographicException)
        {
            certificates.ForEach(c => c.Dispose());
            throw new BuiltinException("x509: malformed certificate");
        }
    }

    /// <summary>The request's DER bytes.</summary>
    internal static byte[] Request(string text) =>
        Blocks(text, "CERTIFICATE REQUEST").FirstOrDefault() ?? throw new BuiltinException("invalid PEM-encoded certificate signing request");

    private static IEnumerable<byte[]> Blocks(string text, string label)
    {
        if (!text.TrimStart().StartsWith("-----BEGIN", StringComparison.Ordinal))
        {
            var bytes = GoBase64.Standard(text);
            text = Encoding.UTF8.GetString(bytes);
            if (!text.TrimStart().StartsWith("-----BEGIN", StringComparison.Ordinal))
                return [bytes];
        }
        return PemBlocks.Read(text).Where(b => b.Label == label || b.Label == "NEW " + label).Select(b => b.Der);
    }
}
