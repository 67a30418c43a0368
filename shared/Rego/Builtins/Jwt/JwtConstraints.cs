using System.Numerics;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Jwt;

/// <summary>What <c>io.jwt.decode_verify</c> demands of a token.</summary>
internal sealed class JwtConstraints
{
    private readonly RegoObject _constraints;
    private readonly RegoNumber _time;

    internal JwtConstraints(BuiltinContext context, RegoObject constraints)
    {
        _constraints = constraints;
        _time = constraints["time"] switch
        {
            null => RegoNumber.Of((BigInteger)(context.Now.UtcDateTime - DateTime.UnixEpoch).Ticks * 100),
            RegoNumber number => number,
            _ => throw new BuiltinException("token time constraint: must be a number"),
        };
        foreach (var (key, value) in constraints.Entries)
        {
            if (key is not RegoString { Value: "cert" or "secret" or "alg" or "iss" or "aud" or "time" } name)
                throw new BuiltinException($"unknown token validation constraint: {key}");
            if (name.Value != "time" && value is not RegoString)
                throw new BuiltinException($"token constraint {name.Value}: must be a string");
        }
        if (Text("cert") is null == Text("secret") is null)
            throw new BuiltinException(Text("cert") is null ? "no key constraint" : "duplicate key constraints");
    }

    internal bool Allows(string algorithm) => Text("alg") is not { } only || only == algorithm;

    internal bool Verify(JsonWebToken token, string algorithm)
    {
        if (Text("secret") is { } secret)
        {
            using var shared = new JwtKey(System.Text.Encoding.UTF8.GetBytes(secret));
            return algorithm.StartsWith("HS", StringComparison.Ordinal) && shared.Verify(algorithm, token.Signed, token.Signature);
        }
        // A public key is no secret: a token that claims to be signed with it as one is refused.
        return !algorithm.StartsWith("HS", StringComparison.Ordinal) && JwtFunctions.VerifiesWith(token, algorithm, Text("cert")!);
    }

    internal bool HoldFor(RegoObject claims) => IssuerHolds(claims) && AudienceHolds(claims) && TimesHold(claims);

    private bool IssuerHolds(RegoObject claims) => Text("iss") is not { } issuer || claims["iss"] is RegoString claimed && claimed.Value == issuer;

    // RFC 7519 §4.1.3: a token for somebody is for nobody else.
    private bool AudienceHolds(RegoObject claims) => (claims["aud"], Text("aud")) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (RegoString one, var wanted) => one.Value == wanted,
        (RegoArray many, var wanted) => many.Items.Contains(new RegoString(wanted)),
        _ => false,
    };

    private bool TimesHold(RegoObject claims) =>
        (Seconds(claims, "exp") is not { } expiry || CompareToTime(expiry) > 0)
        && (Seconds(claims, "nbf") is not { } start || CompareToTime(start) <= 0);

    private static RegoNumber? Seconds(RegoObject claims, string name) => claims[name] switch
    {
        null => null,
        RegoNumber number => number,
        _ => throw new BuiltinException($"{name} value must be a number"),
    };

    private int CompareToTime(RegoNumber seconds)
    {
        const int nanoseconds = 9;
        var (claimed, exponent) = seconds.Parts;
        var (time, timeExponent) = _time.Parts;
        var lowest = Math.Min(exponent + nanoseconds, timeExponent);
        return (claimed * BigInteger.Pow(10, exponent + nanoseconds - lowest)).CompareTo(time * BigInteger.Pow(10, timeExponent - lowest));
    }

    private string? Text(string name) => (_constraints[name] as RegoString)?.Value;
}
