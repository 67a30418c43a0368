using System.Text;
using System.Text.Json;
using Attestry.Rego.Builtins.Encodings;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Jwt;

/// <summary>A token of RFC 7515's compact form, not verified.</summary>
internal sealed record JsonWebToken(RegoObject Header, byte[] Payload, byte[] Signature, byte[] Signed)
{
    /// <summary>A token within a token within… is read this deep.</summary>
    internal const int DeepestNesting = 8;

    /// <summary>The payload is a token again (RFC 7519 §5.2).</summary>
    internal bool IsNested => string.Equals(HeaderText("cty"), "JWT", StringComparison.OrdinalIgnoreCase);

    internal static JsonWebToken Parse(string text)
    {
        var sections = text.Split('.');
        if (sections.Length != 3)
            throw new BuiltinException($"encoded JWT must have 3 sections, found {sections.Length}");
        var header = ParseObject(Decode(sections[0], "header")) ?? throw new BuiltinException("JWT header is not a JSON object");
        return new(header, Decode(sections[1], "payload"), Decode(sections[2], "signature"), Encoding.ASCII.GetBytes(sections[0] + "." + sections[1]));
    }

    internal string? HeaderText(string name) => (Header[name] as RegoString)?.Value;

    /// <summary>The token that the payload is; as text or as a JSON string.</summary>
    internal JsonWebToken Inner()
    {
        var text = Encoding.UTF8.GetString(Payload);
        return Parse(text.StartsWith('"') ? text.Trim('"') : text);
    }

    internal RegoObject Claims() => ParseObject(Payload) ?? throw new BuiltinException("JWT payload is not a JSON object");

    private static byte[] Decode(string section, string name)
    {
        try
        {
            return GoBase64.Url(section);
        }
        catch (BuiltinException e)
        {
            throw new BuiltinException($"JWT {name} had invalid encoding: {e.Message}");
        }
    }

    private static RegoObject? ParseObject(byte[] json)
    {
        try
        {
            return RegoJson.Parse(json) as RegoObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
