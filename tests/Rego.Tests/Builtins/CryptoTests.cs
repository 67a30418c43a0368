using System.Security.Cryptography;
using Attestry.Rego.Values;

namespace Attestry.Rego.Tests.Builtins;

public sealed class CryptoTests
{
    [Theory]
    [InlineData("crypto.sha256(\"\")", "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"")]
    [InlineData("crypto.md5(\"\")", "\"d41d8cd98f00b204e9800998ecf8427e\"")]
    [InlineData("crypto.hmac.sha256(\"what do ya want for nothing?\", \"Jefe\")", "\"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843\"")]
    [InlineData("crypto.hmac.equal(\"a\", \"b\")", "false")]
    public void Hashes(string expression, string expected) => BuiltinCalls.Json(expression).ShouldBe(expected);

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS512")]
    public void Verifies_its_own_RSA_tokens_and_no_others(string algorithm)
    {
        using RSA ours = RSA.Create(2048), other = RSA.Create(2048);
        var p = ours.ExportParameters(includePrivateParameters: true);
        var jwk = $$"""{"kty":"RSA","n":"{{Url(p.Modulus)}}","e":"{{Url(p.Exponent)}}","d":"{{Url(p.D)}}","p":"{{Url(p.P)}}","q":"{{Url(p.Q)}}","dp":"{{Url(p.DP)}}","dq":"{{Url(p.DQ)}}","qi":"{{Url(p.InverseQ)}}"}""";
        var token = BuiltinCalls.Evaluate($"io.jwt.encode_sign({{\"alg\": \"{algorithm}\"}}, {{\"iss\": \"us\"}}, {jwk})");
        Verify(token, algorithm, ours.ExportSubjectPublicKeyInfoPem()).ShouldBe("true");
        Verify(token, algorithm, other.ExportSubjectPublicKeyInfoPem()).ShouldBe("false");
        BuiltinCalls.Json($"io.jwt.decode_verify({token}, {{\"cert\": {Quoted(ours.ExportSubjectPublicKeyInfoPem())}, \"iss\": \"us\"}})[0]").ShouldBe("true");
        BuiltinCalls.Json($"io.jwt.decode_verify({token}, {{\"cert\": {Quoted(ours.ExportSubjectPublicKeyInfoPem())}, \"iss\": \"them\"}})[0]").ShouldBe("false");
    }

    [Fact]
    public void Verifies_a_curve_token_by_JWK_set()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var p = key.ExportParameters(includePrivateParameters: true);
        var common = $"\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"k1\",\"x\":\"{Url(p.Q.X)}\",\"y\":\"{Url(p.Q.Y)}\"";
        var token = BuiltinCalls.Evaluate($"io.jwt.encode_sign({{\"alg\": \"ES256\", \"kid\": \"k1\"}}, {{}}, {{{common},\"d\":\"{Url(p.D)}\"}})");
        Verify(token, "ES256", $"{{\"keys\":[{{{common}}}]}}").ShouldBe("true");
        Verify(token, "RS256", $"{{\"keys\":[{{{common}}}]}}").ShouldBe("false");
    }

    [Fact]
    public void A_public_key_is_not_taken_for_a_shared_secret()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = key.ExportSubjectPublicKeyInfoPem();
        var token = BuiltinCalls.Evaluate($"io.jwt.encode_sign({{\"alg\": \"HS256\"}}, {{}}, {{\"kty\": \"oct\", \"k\": base64url.encode_no_pad({Quoted(pem)})}})");
        BuiltinCalls.Json($"io.jwt.decode_verify({token}, {{\"cert\": {Quoted(pem)}}})[0]").ShouldBe("false");
    }

    [Theory]
    [InlineData("{\"exp\": 1772600768}", "true")]
    [InlineData("{\"exp\": 1772600767}", "false")]
    [InlineData("{\"nbf\": 1772600767}", "true")]
    [InlineData("{\"nbf\": 1772600767.5}", "false")]
    [InlineData("{\"aud\": \"x\"}", "false")]
    public void Holds_tokens_to_their_times_and_audience(string claims, string expected) =>
        BuiltinCalls.Json($"io.jwt.decode_verify(io.jwt.encode_sign({{\"alg\": \"HS256\"}}, {claims}, {{\"kty\": \"oct\", \"k\": \"c2VjcmV0\"}}), {{\"secret\": \"secret\"}})[0]").ShouldBe(expected);

    [Theory]
    [InlineData("io.jwt.decode(\"a.b\")", "encoded JWT must have 3 sections, found 2")]
    [InlineData("io.jwt.decode(\"e30.!.x\")", "JWT payload had invalid encoding")]
    [InlineData("io.jwt.verify_rs256(\"e30.e30.e30\", \"junk\")", "failed to parse a JWK key (set)")]
    [InlineData("io.jwt.decode_verify(\"e30.e30.e30\", {\"secret\": \"s\", \"what\": \"x\"})", "unknown token validation constraint")]
    public void Tells_what_is_wrong(string expression, string message) => BuiltinCalls.Fault(expression).ShouldContain(message);

    private static string? Verify(RegoValue? token, string algorithm, string key) =>
        BuiltinCalls.Json($"io.jwt.verify_{algorithm.ToLowerInvariant()}({token}, {Quoted(key)})");

    private static string Quoted(string text) => new RegoString(text).ToString();

    private static string Url(byte[]? bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
