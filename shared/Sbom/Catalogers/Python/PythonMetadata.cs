namespace Attestry.Sbom.Catalogers.Python;

/// <summary>An installed Python distribution (core metadata; PEP 566, PEP 639): headers, then a blank line and prose.</summary>
internal static class PythonMetadata
{
    private const string LicencePrefix = "License :: ";

    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        string? name = null, version = null, licence = null, expression = null, classifier = null;
        var (needed, optional) = (new List<string>(), new List<string>());
        var lines = new LineReader(content.Span);
        while (lines.TryRead(out var line) && !line.IsEmpty)
        {
            if (!HeaderLine.TryParse(line, out var header))
                continue;
            if (header.Is("Name"u8))
                name ??= header.Text;
            else if (header.Is("Version"u8))
                version ??= header.Text;
            else if (header.Is("License-Expression"u8))
                expression ??= header.Text;
            else if (header.Is("License"u8))
                licence ??= header.Text;
            else if (header.Is("Requires-Dist"u8))
                (PythonRequirement.IsExtra(header.Text) ? optional : needed).Add(PythonRequirement.Name(header.Text));
            else if (header.Is("Classifier"u8) && header.Text is var text && text.StartsWith(LicencePrefix, StringComparison.Ordinal))
                classifier ??= text[(text.LastIndexOf(':') + 1)..].Trim();
        }
        if (string.IsNullOrEmpty(name) || string.IsNullOrEmpty(version))
            found.Malformed("the metadata has no name or no version");
        else
            found.Add(new(PackageTypes.Python, name, version)
            {
                Licence = Declared(expression) ?? Declared(licence) ?? Declared(classifier),
                DependsOn = needed,
                OptionallyDependsOn = optional,
            });
    }

    // Some put a whole licence text into the field, others the word that says that they did not fill it in.
    private static string? Declared(string? text) =>
        string.IsNullOrWhiteSpace(text) || text.Length > 200 || string.Equals(text, "UNKNOWN", StringComparison.OrdinalIgnoreCase) ? null : text;
}
