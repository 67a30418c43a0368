using System.Net.Http.Headers;
using System.Text;

namespace Attestry.Oci.Registries;

/// <summary>A registry's demand for a token (CNCF Distribution, token authentication; RFC 6750 §3).</summary>
/// <param name="Realm">The token service's URL, as the registry states it.</param>
internal sealed record BearerChallenge(string Realm, string? Service, string? Scope)
{
    public static BearerChallenge? From(IEnumerable<AuthenticationHeaderValue> challenges)
    {
        var bearer = challenges.FirstOrDefault(c => string.Equals(c.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase));
        var parameters = Parameters(bearer?.Parameter ?? "");
        return parameters.TryGetValue("realm", out var realm)
            ? new(realm, parameters.GetValueOrDefault("service"), parameters.GetValueOrDefault("scope"))
            : null;
    }

    // auth-param = token "=" ( token / quoted-string ), separated by commas (RFC 9110 §11.2).
    private static Dictionary<string, string> Parameters(string text)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var at = 0;
        while (at < text.Length && text.IndexOf('=', at) is var equals and > 0)
        {
            var name = text[at..equals].Trim(' ', ',', '\t');
            at = equals + 1;
            found.TryAdd(name, at < text.Length && text[at] == '"' ? Quoted(text, ref at) : Bare(text, ref at));
        }
        return found;
    }

    private static string Quoted(string text, ref int at)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            value.Append(text[at]);
        }
        at++;
        return value.ToString();
    }

    private static string Bare(string text, ref int at)
    {
        var end = text.IndexOf(',', at) is var comma and >= 0 ? comma : text.Length;
        var value = text[at..end].Trim();
        at = end;
        return value;
    }
}
