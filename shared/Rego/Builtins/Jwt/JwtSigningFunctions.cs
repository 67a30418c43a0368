using System.Text;
using System.Text.Json;
using Attestry.Rego.Builtins.Encodings;
using Attestry.Rego.Builtins.Strings;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Jwt;

/// <summary>Making of JSON Web Tokens: <c>io.jwt.encode_sign</c> and <c>io.jwt.encode_sign_raw</c>.</summary>
internal static class JwtSigningFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("io.jwt.encode_sign", [ObjectOf(Text, Any), ObjectOf(Text, Any), ObjectOf(Text, Any)], Text, EncodeSign, IsNondeterministic: true),
        new("io.jwt.encode_sign_raw", [Text, Text, Text], Text, (context, o) => Sign(context, o.Text(0), o.Text(1), o.Text(2)), IsNondeterministic: true),
    ];

    private static RegoString EncodeSign(BuiltinContext context, ReadOnlySpan<RegoValue> operands) => Sign(
        context,
        JsonWriter.Write(context, operands.Object(0), null, null),
        JsonWriter.Write(context, operands.Object(1), null, null),
        JsonWriter.Write(context, operands.Object(2), null, null));

    private static RegoString Sign(BuiltinContext context, string header, string payload, string jwk)
    {
        context.Charge(JwtFunctions.SignatureSteps);
        context.ChargeText((long)header.Length + payload.Length + jwk.Length);
        if (header.Length == 0)
            throw new BuiltinException("missing or invalid 'alg' header: cannot parse JSON: cannot parse empty string");
        var fields = Parse(header) as RegoObject ?? throw new BuiltinException("missing or invalid 'alg' header: cannot parse JSON");
        if ((fields["alg"] as RegoString)?.Value is not { } algorithm || !JwtKey.IsKnown(algorithm))
            throw new BuiltinException("missing or invalid 'alg' header");
        var isJson = fields["typ"] is null or RegoString { Value: "" or "JWT" };
        if (isJson && Parse(payload) is null)
            throw new BuiltinException("type is JWT but payload is not JSON");
        using var key = JwtKeyReader.ReadJwk(Parse(jwk) as RegoObject ?? throw new BuiltinException("failed to parse a JWK key (set)"));
        var signed = Encode(Encoding.UTF8.GetBytes(header)) + "." + Encode(Encoding.UTF8.GetBytes(payload));
        var signature = key.Sign(algorithm, Encoding.ASCII.GetBytes(signed)) ?? throw new BuiltinException("the key cannot sign with the algorithm of the header");
        return new(signed + "." + Encode(signature));
    }

    private static string Encode(byte[] bytes) => GoBase64.EncodeUrl(bytes, padded: false);

    private static RegoValue? Parse(string json)
    {
        try
        {
            return RegoJson.Parse(Encoding.UTF8.GetBytes(json));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
