using System.Globalization;
using System.Text.Json;
using Attestry.Sbom.Catalogers;

namespace Attestry.Sbom.Documents.Syft;

/// <summary>Syft's own JSON (its schema 1 to 16): artifacts, and how they relate.</summary>
internal static class SyftReader
{
    private const string Subject = "source";

    internal static string? Is(JsonElement root) =>
        root.List("artifacts") is not null && root.Object("schema") is { } schema && schema.Text("url")?.Contains("syft", StringComparison.OrdinalIgnoreCase) == true
            ? $"Syft {schema.Text("version")}"
            : null;

    internal static void Read(JsonElement root, BomBuilder bom)
    {
        if (root.Object("descriptor") is { } descriptor)
        {
            bom.Tool(descriptor.Text("name"), descriptor.Text("version"));
            if (DateTimeOffset.TryParse(descriptor.Text("timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created))
                bom.Created = created;
        }
        if (root.Object("source") is { } source)
            ReadSource(source, bom);
        foreach (var artifact in root.Items("artifacts"))
            ReadArtifact(artifact, bom);
        foreach (var relation in root.Items("artifactRelationships"))
        {
            var (parent, child) = (relation.Text("parent"), relation.Text("child"));
            if (relation.Text("type") == "dependency-of")
                bom.Relate(child, BomRelationKind.DependsOn, parent);
        }
    }

    private static void ReadSource(JsonElement source, BomBuilder bom)
    {
        // Until schema 7 the image stood under "target".
        var about = source.Object("metadata") ?? source.Object("target") ?? source;
        var digest = about.Text("manifestDigest");
        bom.Subject = bom.Add(new(source.Text("id") ?? Subject, source.Text("type") == "image" ? BomComponentKind.Container : BomComponentKind.File, source.Text("name") ?? about.Text("userInput") ?? Subject)
        {
            Version = source.Text("version") ?? digest,
            Hashes = digest?.Split(':', 2) is [var algorithm, var value] ? [new(algorithm.ToUpperInvariant(), value)] : [],
        });
    }

    private static void ReadArtifact(JsonElement artifact, BomBuilder bom)
    {
        var licences = artifact.List("licenses") is { } list
            ? list.EnumerateArray().Select(l => l.ValueKind == JsonValueKind.String ? l.GetString() : Spdx(l)).Where(l => !string.IsNullOrEmpty(l)).Distinct(StringComparer.Ordinal).ToArray()
            : [];
        bom.Add(new(artifact.Text("id") ?? "", BomComponentKind.Library, artifact.Text("name") ?? "")
        {
            Version = artifact.Text("version"),
            Purl = artifact.Text("purl"),
            Cpes = [.. artifact.Texts("cpes"), .. artifact.Items("cpes").Select(c => c.Text("cpe")).OfType<string>()],
            Licence = licences.Length == 0 ? null : string.Join(" AND ", licences),
            Properties =
            [
                .. artifact.Text("foundBy") is { } by ? [new BomProperty("syft:foundBy", by)] : Array.Empty<BomProperty>(),
                .. artifact.Items("locations").Select(l => l.Text("path")).OfType<string>().Select(p => new BomProperty("syft:location", p)),
            ],
        });
    }

    private static string? Spdx(JsonElement licence) => licence.Text("spdxExpression") is { Length: > 0 } expression ? expression : licence.Text("value");
}
