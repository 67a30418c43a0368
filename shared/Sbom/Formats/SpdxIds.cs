using System.Security.Cryptography;
using System.Text;
using Attestry.Sbom.Documents;
using Attestry.Sbom.Licences;
using Attestry.Sbom.Purls;

namespace Attestry.Sbom.Formats;

/// <summary>Identifiers as SPDX allows them (SPDX 2.3 §3.2): letters, digits, dots and dashes.</summary>
internal static class SpdxIds
{
    private const string Prefix = "SPDXRef-";

    internal const string Document = "SPDXRef-DOCUMENT";

    /// <summary>One that is SPDX's already stays, so that a document keeps its own names.</summary>
    internal static string Of(BomComponent component)
    {
        if (component.Id.StartsWith(Prefix, StringComparison.Ordinal) && component.Id.Length > Prefix.Length && component.Id != Document && Sanitised(component.Id, component.Id.Length) == component.Id)
            return component.Id;
        var what = Purl.TryParse(component.Purl, out var purl) ? $"Package-{purl.Type}" : component.Kind.ToString();
        return $"{Prefix}{what}-{Sanitised(component.Name, 48)}-{Hash(component.Id, 16)}";
    }

    /// <summary>The expression; of what is no expression of listed licences a <c>LicenseRef</c>, whose text is added to <paramref name="own"/> (SPDX 2.3 §10).</summary>
    internal static string Licence(string? licence, SortedDictionary<string, string> own)
    {
        if (licence is null)
            return "NOASSERTION";
        if (SpdxExpression.TryParse(licence, out var expression))
            return expression.Text;
        var id = $"LicenseRef-{Sanitised(licence, 48)}-{Hash(licence, 8)}";
        own[id] = licence;
        return id;
    }

    private static string Sanitised(string text, int longest) =>
        new([.. text.Take(longest).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' ? c : '-')]);

    private static string Hash(string text, int digits) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..digits];
}
