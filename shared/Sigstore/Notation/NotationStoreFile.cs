using System.Security.Cryptography;
using System.Text;
using Attestry.Primitives.Limits;

namespace Attestry.Sigstore.Notation;

/// <summary>One file of a trust store (trust-store-trust-policy.md §trust store): PEM with one or more certificates, or one in DER.</summary>
public static class NotationStoreFile
{
    /// <summary>The kinds of trust stores, as their folders are called: <c>x509/ca/NAME</c>.</summary>
    public static readonly IReadOnlyList<string> Types = ["ca", "signingAuthority", "tsa"];

    /// <exception cref="FormatException">A PEM block is no certificate.</exception>
    public static IReadOnlyList<byte[]> Read(ReadOnlySpan<byte> file)
    {
        var text = Encoding.Latin1.GetString(file);
        if (!PemEncoding.TryFind(text, out var fields))
            return [file.ToArray()];
        var certificates = new List<byte[]>();
        var rest = text.AsSpan();
        do
        {
            if (rest[fields.Label] is not "CERTIFICATE" || certificates.Count == NotationLimits.CertificatesInStore)
                throw new FormatException("A PEM block is no certificate, or there are too many.");
            certificates.Add(Convert.FromBase64String(rest[fields.Base64Data].ToString()));
            rest = rest[fields.Location.End..];
        }
        while (PemEncoding.TryFind(rest, out fields));
        return certificates;
    }
}
