using Attestry.Rego.Builtins.Strings;
using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Jwt;

/// <summary>Reading and verifying of JSON Web Tokens (<c>io.jwt.decode</c>, <c>io.jwt.verify_*</c>, <c>io.jwt.decode_verify</c>).</summary>
internal static class JwtFunctions
{
    /// <summary>A signature is some thousand times the work of a step.</summary>
    internal const int SignatureSteps = 2000;

    private static readonly string[] PublicKeyAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];

    private static readonly RegoType AnyObject = ObjectOf(Any, Any);

    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("io.jwt.decode", [Text], new ArrayType([AnyObject, AnyObject, Text], null), (context, o) => Decode(context, o.Text(0))),
        new("io.jwt.decode_verify", [Text, ObjectOf(Text, Any)], new ArrayType([RegoType.Boolean, AnyObject, AnyObject], null), DecodeVerify, IsNondeterministic: true),
        .. PublicKeyAlgorithms.Select(a => Verifier(a, (token, key) => VerifiesWith(token, a, key))),
        .. new[] { "HS256", "HS384", "HS512" }.Select(a => Verifier(a, (token, secret) => VerifiesWithSecret(token, a, secret))),
    ];

    /// <summary>One of the keys made the signature; where the token names its key, only that one may have.</summary>
    internal static bool VerifiesWith(JsonWebToken token, string algorithm, string keys)
    {
        var read = JwtKeyReader.Read(keys);
        try
        {
            var id = token.HeaderText("kid");
            var named = id is null ? [] : read.FindAll(k => k.Id == id);
            return (named.Count > 0 ? named : read).Any(k => k.Verify(algorithm, token.Signed, token.Signature));
        }
        finally
        {
            read.ForEach(k => k.Dispose());
        }
    }

    private static bool VerifiesWithSecret(JsonWebToken token, string algorithm, string secret)
    {
        using var key = new JwtKey(System.Text.Encoding.UTF8.GetBytes(secret));
        return key.Verify(algorithm, token.Signed, token.Signature);
    }

    private static Builtin Verifier(string algorithm, Func<JsonWebToken, string, bool> verify) =>
        new($"io.jwt.verify_{algorithm.ToLowerInvariant()}", [Text, Text], RegoType.Boolean, (context, o) =>
        {
            context.Charge(SignatureSteps);
            context.ChargeText((long)o.Text(0).Length + o.Text(1).Length);
            return RegoBoolean.Of(verify(JsonWebToken.Parse(o.Text(0)), o.Text(1)));
        });

    private static RegoArray Decode(BuiltinContext context, string text)
    {
        context.ChargeText(text.Length * 8L);
        var token = JsonWebToken.Parse(text);
        for (var depth = 0; token.IsNested; depth++)
        {
            if (depth == JsonWebToken.DeepestNesting)
                throw new BuiltinException("a JWT is nested too deeply");
            token = token.Inner();
        }
        return new(token.Header, token.Claims(), new RegoString(Convert.ToHexStringLower(token.Signature)));
    }

    private static RegoArray DecodeVerify(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.Text(0);
        context.ChargeText(text.Length * 8L);
        var constraints = new JwtConstraints(context, operands.Object(1));
        var token = JsonWebToken.Parse(text);
        for (var depth = 0; depth < JsonWebToken.DeepestNesting; depth++)
        {
            context.Charge(SignatureSteps);
            // RFC 7515 §4.1.11: extensions that must be understood are not.
            if (token.HeaderText("alg") is not { } algorithm || token.Header["crit"] is not null
                || !constraints.Allows(algorithm) || !constraints.Verify(token, algorithm))
                return Invalid();
            if (!token.IsNested)
            {
                var claims = token.Claims();
                return constraints.HoldFor(claims) ? new(RegoBoolean.True, token.Header, claims) : Invalid();
            }
            token = token.Inner();
        }
        return Invalid();
    }

    private static RegoArray Invalid() => new(RegoBoolean.False, RegoObject.Empty, RegoObject.Empty);
}
