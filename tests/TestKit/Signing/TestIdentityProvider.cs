using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Sigstore.Keys;

namespace Attestry.TestKit.Signing;

/// <summary>Says who somebody is, in signed tokens (JWT with Ed25519, RFC 8037).</summary>
public sealed class TestIdentityProvider(string issuer)
{
    private readonly SigningKey _key = SigningKey.GenerateEd25519();

    public string Token(string subject)
    {
        var signed = $"{Encode("""{"alg":"EdDSA","typ":"JWT"}""")}.{Encode(new JsonObject { ["iss"] = issuer, ["aud"] = "sigstore", ["sub"] = subject }.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(_key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>Issuer and subject of a token that is by this provider; null of any other.</summary>
    public (string Issuer, string Subject)? Read(string token)
    {
        if (token.Split('.') is not [var header, var claims, var signature]
            || !_key.Public.Verify(Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature)))
            return null;
        using var read = JsonDocument.Parse(Base64Url.DecodeFromChars(claims));
        return (read.RootElement.GetProperty("iss").GetString()!, read.RootElement.GetProperty("sub").GetString()!);
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
