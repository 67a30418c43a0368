using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Attestry.Rego.Builtins.Encodings;
using Attestry.Rego.Builtins.Strings;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Crypto;

/// <summary><c>crypto.x509.parse_keypair</c></summary>
internal static class KeyPairFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("crypto.x509.parse_keypair", [Text, Text], ObjectOf(Text, Any), Parse),
    ];

    /// <summary>Certificates and the private key of the first, each in PEM or its base64, with the members of Go's <c>tls.Certificate</c>.</summary>
    private static RegoObject Parse(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        context.ChargeText(8L * (operands.Text(0).Length + operands.Text(1).Length));
        string certificates = Pem(operands.Text(0)), key = Pem(operands.Text(1));
        try
        {
            // Refuses a key that is not the certificate's.
            using var leaf = X509Certificate2.CreateFromPem(certificates, key);
            return RegoObject.From(
            [
                Member("Certificate", RegoArray.From(PemBlocks.Read(certificates).Where(b => b.Label == "CERTIFICATE").Select(b => new RegoString(Convert.ToBase64String(b.Der))))),
                Member("Leaf", CertificateValues.Of(leaf)),
                Member("OCSPStaple", RegoNull.Instance),
                Member("PrivateKey", PemBlocks.Read(key).Select(b => PrivateKeyFunctions.Key(b.Label, b.Der)).First(k => k is not null)!),
                Member("SignedCertificateTimestamps", RegoNull.Instance),
                Member("SupportedSignatureAlgorithms", RegoNull.Instance),
            ]);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or InvalidOperationException)
        {
            throw new BuiltinException("the texts are not a certificate and its private key");
        }
    }

    private static string Pem(string text) =>
        text.TrimStart().StartsWith("-----BEGIN", StringComparison.Ordinal) ? text : Encoding.UTF8.GetString(GoBase64.Standard(text));

    private static KeyValuePair<RegoValue, RegoValue> Member(string name, RegoValue value) => new(new RegoString(name), value);
}
