using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;

namespace Attestry.Vulnerabilities.Vex;

/// <summary>Reads a VEX document of whichever format it says that it has.</summary>
public static class VexReader
{
    private static readonly (string Name, Func<JsonElement, bool> Is, Func<ReadOnlyMemory<byte>, VexReading> Read)[] Formats =
    [
        ("openvex", root => Text(root, "@context")?.StartsWith("https://openvex.dev/ns", StringComparison.Ordinal) == true, OpenVexReader.Read),
        ("cyclonedx", root => Text(root, "bomFormat") == "CycloneDX", CycloneDxVexReader.Read),
        ("csaf", root => root.TryGetProperty("document", out var document) && document.ValueKind == JsonValueKind.Object && document.TryGetProperty("csaf_version", out _), CsafVexReader.Read),
    ];

    /// <returns>The format's name (<c>openvex</c>, <c>cyclonedx</c>, <c>csaf</c>) and what it says; null when it is none of them.</returns>
    public static (string Format, VexReading Reading)? Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = StrictJson.Parse(utf8, VulnerabilityLimits.VexBytes);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return null;
            foreach (var format in Formats)
            {
                if (format.Is(document.RootElement))
                    return (format.Name, format.Read(utf8));
            }
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
