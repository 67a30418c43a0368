namespace Attestry.Sbom.Catalogers;

/// <summary>Makes what a package's source says beside its name and version.</summary>
internal static class PackageProperties
{
    /// <summary>By which the National Vulnerability Database calls it.</summary>
    internal const string Cpe = "cpe";

    private const int Longest = 1024;

    /// <summary>Null when none has a usable value.</summary>
    internal static IReadOnlyDictionary<string, string>? Of(params ReadOnlySpan<(string Name, string? Value)> pairs)
    {
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in pairs)
        {
            if (value is { Length: > 0 and <= Longest } && !value.Any(char.IsControl))
                properties[name] = value;
        }
        return properties.Count == 0 ? null : properties;
    }
}
