using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestry.Rego.Builtins.Encodings;
using Attestry.Rego.Builtins.Strings;
using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Crypto;

/// <summary><c>crypto.x509.*</c></summary>
internal static class CertificateFunctions
{
    /// <summary>A signature is some thousand times the work of a step.</summary>
    private const int CertificateSteps = 2000;

    private static readonly RegoType Verified = new ArrayType([RegoType.Boolean, ArrayOf(ObjectOf(Text, Any))], null);

    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("crypto.x509.parse_certificates", [Text], ArrayOf(ObjectOf(Text, Any)), ParseCertificates),
        new("crypto.x509.parse_certificate_request", [Text], ObjectOf(Text, Any), ParseRequest),
        new("crypto.x509.parse_and_verify_certificates", [Text], Verified, (context, o) => Verify(context, o.Text(0), RegoObject.Empty), IsNondeterministic: true),
        new("crypto.x509.parse_and_verify_certificates_with_options", [Text, ObjectOf(Text, Any)], Verified, (context, o) => Verify(context, o.Text(0), o.Object(1)), IsNondeterministic: true),
        new("crypto.x509.parse_rsa_private_key", [Text], ObjectOf(Text, Any), ParseRsaPrivateKey),
    ];

    private static RegoArray ParseCertificates(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.Text(0);
        context.ChargeText(text.Length * 8L);
        var certificates = CertificateReader.Certificates(text);
        try
        {
            return RegoArray.From(certificates.Select(CertificateValues.Of));
        }
        finally
        {
            certificates.ForEach(c => c.Dispose());
        }
    }

    private static RegoObject ParseRequest(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.Text(0);
        context.ChargeText(text.Length * 8L);
        return CertificateValues.OfRequest(CertificateReader.Request(text));
    }

    private static RegoArray Verify(BuiltinContext context, string text, RegoObject options)
    {
        context.ChargeText(text.Length * 8L);
        List<X509Certificate2> certificates;
        try
        {
            certificates = CertificateReader.Certificates(text);
        }
        catch (BuiltinException)
        {
            return new(RegoBoolean.False, RegoArray.Empty);
        }
        try
        {
            context.Charge((long)certificates.Count * CertificateSteps);
            return ChainVerifier.Verify(certificates, context.Now, options) is { } chain
                ? new(RegoBoolean.True, RegoArray.From(chain.Select(CertificateValues.Of)))
                : new(RegoBoolean.False, RegoArray.Empty);
        }
        finally
        {
            certificates.ForEach(c => c.Dispose());
        }
    }

    /// <summary>The key as a JWK (RFC 7518 §6.3), in PEM or its base64.</summary>
    private static RegoObject ParseRsaPrivateKey(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.Text(0);
        context.ChargeText(text.Length * 8L);
        if (!text.TrimStart().StartsWith("-----BEGIN", StringComparison.Ordinal))
            text = System.Text.Encoding.UTF8.GetString(GoBase64.Standard(text));
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(text);
            var key = rsa.ExportParameters(includePrivateParameters: true);
            return RegoObject.From(new (string Name, byte[]? Value)[]
            {
                ("n", key.Modulus), ("e", key.Exponent), ("d", key.D), ("p", key.P), ("q", key.Q), ("dp", key.DP), ("dq", key.DQ), ("qi", key.InverseQ),
            }.Select(m => Member(m.Name, GoBase64.EncodeUrl(m.Value, padded: false))).Append(Member("kty", "RSA")));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new BuiltinException("the text is not an RSA private key in PEM");
        }

        static KeyValuePair<RegoValue, RegoValue> Member(string name, string value) => new(new RegoString(name), new RegoString(value));
    }
}
