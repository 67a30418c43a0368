using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Attestry.Sbom.Purls;

/// <summary>
/// A package URL (purl-spec, ECMA-427): <c>pkg:type/namespace/name@version?qualifiers#subpath</c>. Its text is canonical:
/// the type's own rules for letter case are applied, qualifiers are sorted, and only what must be is percent-encoded.
/// </summary>
public sealed class Purl : IEquatable<Purl>
{
    private readonly string _text;

    private Purl(string type, string? @namespace, string name, string? version, IReadOnlyList<KeyValuePair<string, string>> qualifiers, string? subpath)
    {
        (Type, Namespace, Name, Version, Qualifiers, Subpath) = (type, @namespace, name, version, qualifiers, subpath);
        _text = Write();
    }

    public string Type { get; }

    /// <summary>Segments joined by <c>/</c>, decoded; null when there is none.</summary>
    public string? Namespace { get; }

    public string Name { get; }

    public string? Version { get; }

    /// <summary>Sorted by key; keys are lower case, values decoded and never empty.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Qualifiers { get; }

    public string? Subpath { get; }

    /// <exception cref="ArgumentException">The type, the name or a qualifier's key is not one.</exception>
    public static Purl Create(string type, string? @namespace, string name, string? version = null, params ReadOnlySpan<(string Key, string? Value)> qualifiers)
    {
        var pairs = new List<KeyValuePair<string, string>>(qualifiers.Length);
        foreach (var (key, value) in qualifiers)
        {
            if (!string.IsNullOrEmpty(value))
                pairs.Add(new(key, value));
        }
        return TryCreate(type, @namespace, name, version, pairs, null, out var purl)
            ? purl
            : throw new ArgumentException($"'{type}', '{name}' and their qualifiers make no package URL.", nameof(name));
    }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Purl? purl) => PurlParser.TryParse(text, out purl);

    internal static bool TryCreate(
        string type,
        string? @namespace,
        string name,
        string? version,
        List<KeyValuePair<string, string>> qualifiers,
        string? subpath,
        [NotNullWhen(true)] out Purl? purl)
    {
        purl = null;
        type = type.ToLowerInvariant();
        if (!PurlSyntax.IsType(type))
            return false;
        var rules = PurlTypeRules.Of(type);
        var space = Segments(@namespace, keepDots: true) is { Length: > 0 } segments ? rules.Namespace(segments) : null;
        name = rules.Name(name.Trim('/'));
        qualifiers = [.. qualifiers.Select(q => KeyValuePair.Create(q.Key.ToLowerInvariant(), q.Value)).OrderBy(q => q.Key, StringComparer.Ordinal)];
        if (name.Length == 0 || qualifiers.Any(q => !PurlSyntax.IsKey(q.Key)) || qualifiers.Zip(qualifiers.Skip(1)).Any(p => p.First.Key == p.Second.Key))
            return false;
        purl = new(type, space, name, string.IsNullOrEmpty(version) ? null : version, qualifiers, Segments(subpath, keepDots: false) is { Length: > 0 } path ? path : null);
        return true;
    }

    private static string Segments(string? path, bool keepDots) =>
        string.Join('/', (path ?? "").Split('/').Where(s => s.Length > 0 && (keepDots || s is not ("." or ".."))));

    private string Write()
    {
        var text = new StringBuilder("pkg:").Append(Type).Append('/');
        if (Namespace is not null)
            PurlSyntax.Encode(text, Namespace, keepSlash: true).Append('/');
        PurlSyntax.Encode(text, Name, keepSlash: false);
        if (Version is not null)
            PurlSyntax.Encode(text.Append('@'), Version, keepSlash: false);
        var separator = '?';
        foreach (var (key, value) in Qualifiers)
        {
            PurlSyntax.Encode(text.Append(separator).Append(key).Append('='), value, keepSlash: true);
            separator = '&';
        }
        if (Subpath is not null)
            PurlSyntax.Encode(text.Append('#'), Subpath, keepSlash: true);
        return text.ToString();
    }

    /// <summary>The canonical text.</summary>
    public override string ToString() => _text;

    public bool Equals(Purl? other) => other is not null && string.Equals(_text, other._text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as Purl);

    public override int GetHashCode() => string.GetHashCode(_text, StringComparison.Ordinal);
}
