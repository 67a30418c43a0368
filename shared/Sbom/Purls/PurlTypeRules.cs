using System.Text.RegularExpressions;

namespace Attestry.Sbom.Purls;

/// <summary>How a type writes its namespace and name (purl-spec, types).</summary>
internal sealed partial record PurlTypeRules(Func<string, string> Namespace, Func<string, string> Name)
{
    private static readonly PurlTypeRules AsWritten = new(s => s, s => s);

    private static readonly PurlTypeRules LowerCase = new(s => s.ToLowerInvariant(), s => s.ToLowerInvariant());

    private static readonly Dictionary<string, PurlTypeRules> Types = new(StringComparer.Ordinal)
    {
        ["alpm"] = LowerCase,
        ["apk"] = LowerCase,
        ["bitbucket"] = LowerCase,
        ["composer"] = LowerCase,
        ["deb"] = LowerCase,
        ["github"] = LowerCase,
        ["golang"] = LowerCase,
        ["hex"] = LowerCase,
        ["npm"] = LowerCase,
        ["oci"] = LowerCase,
        // PEP 503: runs of -, _ and . are one dash.
        ["pypi"] = new(s => s.ToLowerInvariant(), s => Separators().Replace(s, "-").ToLowerInvariant()),
        ["rpm"] = new(s => s.ToLowerInvariant(), s => s),
    };

    internal static PurlTypeRules Of(string type) => Types.GetValueOrDefault(type, AsWritten);

    [GeneratedRegex("[-_.]+", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();
}
