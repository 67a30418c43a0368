using System.Diagnostics.CodeAnalysis;

namespace Attestry.Sbom.Purls;

/// <summary>Takes a package URL apart, from its right end to its left (purl-spec, "How to parse").</summary>
internal static class PurlParser
{
    private const int Longest = 8192;

    internal static bool TryParse(string? text, [NotNullWhen(true)] out Purl? purl)
    {
        purl = null;
        if (text is null or { Length: > Longest })
            return false;
        var (rest, subpath) = Cut(text, '#');
        (rest, var query) = Cut(rest, '?');
        if (!rest.StartsWith("pkg:", StringComparison.OrdinalIgnoreCase))
            return false;
        rest = rest[4..].Trim('/');
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return false;
        var (type, path) = (rest[..slash], rest[(slash + 1)..]);
        // An @ in a namespace is a scope; the version's is behind the last slash, or it is the last of all.
        string? version = null;
        var at = path.LastIndexOf('@');
        if (at > 0 && path[at - 1] != '/')
            (path, version) = (path[..at], path[(at + 1)..]);
        if (version is "")
            return false;
        var last = path.LastIndexOf('/');
        return TryDecode(last < 0 ? null : path[..last], out var space)
            && TryDecode(path[(last + 1)..], out var name)
            && TryDecode(version, out version)
            && TryDecode(subpath, out subpath)
            && TryQualifiers(query, out var qualifiers)
            && Purl.TryCreate(type, space, name!, version, qualifiers, subpath, out purl);
    }

    private static (string Left, string? Right) Cut(string text, char separator)
    {
        var at = separator == '#' ? text.LastIndexOf(separator) : text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    private static bool TryQualifiers(string? query, out List<KeyValuePair<string, string>> qualifiers)
    {
        qualifiers = [];
        foreach (var pair in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !TryDecode(pair[(equals + 1)..], out var value))
                return false;
            if (value!.Length > 0)
                qualifiers.Add(new(pair[..equals], value));
        }
        return true;
    }

    private static bool TryDecode(string? text, out string? decoded) => PurlSyntax.TryDecode(text, out decoded);
}
