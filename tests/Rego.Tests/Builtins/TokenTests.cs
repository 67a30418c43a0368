using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Attestry.Primitives.Cryptography;

namespace Attestry.Rego.Tests.Builtins;

public sealed class TokenTests
{
    private static readonly byte[] Seed = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly string Public = PemEncoding.WriteString("PUBLIC KEY", Ed25519Encoding.WritePublic(Ed25519.PublicKeyOf(Seed)));

    private static string Jwk(bool isPrivate) =>
        $$"""{"kty":"OKP","crv":"Ed25519","x":"{{Base64Url.EncodeToString(Ed25519.PublicKeyOf(Seed))}}"{{(isPrivate ? $",\"d\":\"{Base64Url.EncodeToString(Seed)}\"" : "")}}}""";

    private static string Signed(string claims) =>
        BuiltinCalls.Evaluate($$"""io.jwt.encode_sign({"typ": "JWT", "alg": "EdDSA"}, {{claims}}, {{Jwk(isPrivate: true)}})""")!.ToString();

    [Fact]
    public void Tokens_signed_with_Ed25519_verify()
    {
        var token = Signed("""{"iss": "ci"}""");
        BuiltinCalls.Json($"io.jwt.verify_eddsa({token}, {JsonSerializer.Serialize(Public)})").ShouldBe("true");
        BuiltinCalls.Json($"io.jwt.verify_eddsa({token}, {JsonSerializer.Serialize(Jwk(isPrivate: false))})").ShouldBe("true");
        BuiltinCalls.Json($$"""io.jwt.decode_verify({{token}}, {"cert": {{JsonSerializer.Serialize(Public)}}, "alg": "EdDSA", "iss": "ci"})[2]""").ShouldBe("""{"iss":"ci"}""");
    }

    [Fact]
    public void Tokens_of_other_claims_or_algorithms_do_not_verify()
    {
        var parts = Signed("""{"iss": "ci"}""").Trim('"').Split('.');
        var other = Signed("""{"iss": "me"}""").Trim('"').Split('.');
        BuiltinCalls.Json($"io.jwt.verify_eddsa(\"{parts[0]}.{other[1]}.{parts[2]}\", {JsonSerializer.Serialize(Public)})").ShouldBe("false");
        BuiltinCalls.Json($"io.jwt.verify_es256(\"{string.Join('.', parts)}\", {JsonSerializer.Serialize(Public)})").ShouldBe("false");
        BuiltinCalls.Json($$"""io.jwt.decode_verify("{{string.Join('.', parts)}}", {"cert": {{JsonSerializer.Serialize(Public)}}, "alg": "RS256"})[0]""").ShouldBe("false");
    }

    [Fact]
    public void Public_keys_do_not_sign() =>
        BuiltinCalls.Json($$"""io.jwt.encode_sign({"alg": "EdDSA"}, {}, {{Jwk(isPrivate: false)}})""").ShouldBeNull();

    [Fact]
    public void Key_pairs_are_of_one_key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=pair", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(BuiltinCalls.Now, BuiltinCalls.Now.AddDays(1));
        var pem = JsonSerializer.Serialize(certificate.ExportCertificatePem());

        BuiltinCalls.Json($"count(crypto.x509.parse_keypair({pem}, {JsonSerializer.Serialize(key.ExportPkcs8PrivateKeyPem())}).Certificate)").ShouldBe("1");
        BuiltinCalls.Json($"crypto.x509.parse_keypair({pem}, {JsonSerializer.Serialize(other.ExportPkcs8PrivateKeyPem())})").ShouldBeNull();
    }

    [Fact]
    public void Modules_are_documents_too()
    {
        BuiltinCalls.Json("""[rule.head.name | some rule in rego.parse_module("a.rego", "package a\nimport data.b\np contains 1 if b\nf(_) := 2").rules]""").ShouldBe("""["p","f"]""");
        BuiltinCalls.Json("""rego.parse_module("a.rego", "package a\np if not input.x == 1").rules[0].body[0]""").ShouldBe(
            """{"index":0,"negated":true,"terms":[{"type":"ref","value":[{"type":"var","value":"equal"}]},{"type":"ref","value":[{"type":"var","value":"input"},{"type":"string","value":"x"}]},{"type":"number","value":1}]}""");
        BuiltinCalls.Json("""rego.parse_module("a.rego", "package")""").ShouldBeNull();
    }
}
