using System.Text;
using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Documents.Spdx;

/// <summary>
/// SPDX has no properties: they stand in a package's comment, <c>name=value</c> on a line each. A comment that is not made so, as those
/// that people write, tells of none.
/// </summary>
internal static class SpdxProperties
{
    internal static string? Write(IReadOnlyList<BomProperty> properties)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in properties)
        {
            if (!IsName(name))
                continue;
            if (text.Length > 0)
                text.Append('\n');
            text.Append(name).Append('=').Append(value);
        }
        return text.Length == 0 ? null : text.ToString();
    }

    internal static IReadOnlyList<BomProperty> Read(string? comment)
    {
        if (comment is null)
            return [];
        var properties = new List<BomProperty>();
        foreach (var line in comment.Split('\n', BomLimits.ItemsPerComponent))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !IsName(line[..equals]))
                return [];
            properties.Add(new(line[..equals], line[(equals + 1)..]));
        }
        return properties;
    }

    private static bool IsName(string name) => name.Length > 0 && name.Contains(':', StringComparison.Ordinal) && !name.Contains('=', StringComparison.Ordinal) && !name.Any(char.IsWhiteSpace);
}
