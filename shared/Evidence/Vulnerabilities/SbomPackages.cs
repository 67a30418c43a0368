using System.Text.Json;
using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sbom;
using Attestry.Sbom.Purls;

namespace Attestry.Evidence.Vulnerabilities;

/// <summary>What a bill of materials lists by package URL, which is all that advisories need: CycloneDX, SPDX 2 and SPDX 3 as JSON.</summary>
public static class SbomPackages
{
    /// <summary>A large image's document with files has some 100 MiB.</summary>
    public const int MostBytes = 512 << 20;

    // Components nest; what is deeper lists nothing that anybody writes.
    private const int Deepest = 32;

    private static readonly string[] Containers = ["oci", "docker"];

    /// <returns>Each package URL once, in ordinal order; null when it is no such document or not JSON.</returns>
    public static IReadOnlyList<EvidencePackage>? Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = StrictJson.Parse(utf8, MostBytes);
            var digest = Digest.Sha256(utf8.Span);
            return Purls(document.RootElement) is { } purls
                ? [.. purls.Where(purl => !Containers.Contains(purl.Type)).DistinctBy(purl => purl.ToString()).Take(SbomLimits.PackagesPerLayer)
                    .OrderBy(purl => purl.ToString(), StringComparer.Ordinal).Select(purl => Package(purl, digest))]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<Purl>? Purls(JsonElement root)
    {
        if (Text(root, "bomFormat") == "CycloneDX")
            return Parsed(Components(root, 0));
        if (Text(root, "spdxVersion") is not null)
            return Parsed(Items(root, "packages").SelectMany(package => Items(package, "externalRefs")).Where(one => Text(one, "referenceType") == "purl").Select(one => Text(one, "referenceLocator")));
        return Text(root, "@context")?.Contains("spdx.org", StringComparison.Ordinal) == true
            ? Parsed(Items(root, "@graph").Where(element => Text(element, "type") == "software_Package").Select(element => Text(element, "software_packageUrl")))
            : null;
    }

    private static IEnumerable<string?> Components(JsonElement parent, int depth) => depth > Deepest
        ? []
        : Items(parent, "components").SelectMany(component => Components(component, depth + 1).Prepend(Text(component, "purl")));

    private static IEnumerable<Purl> Parsed(IEnumerable<string?> texts) => texts.Select(text => Purl.TryParse(text, out var purl) ? purl : null).OfType<Purl>();

    private static EvidencePackage Package(Purl purl, Digest document)
    {
        var epoch = purl.Type == PackageTypes.Rpm ? purl.Qualifiers.FirstOrDefault(one => one.Key == "epoch").Value : null;
        var name = purl.Namespace is null || purl.Type is PackageTypes.Debian or PackageTypes.Alpine or PackageTypes.Rpm
            ? purl.Name
            : $"{purl.Namespace}{(purl.Type == PackageTypes.Maven ? ':' : '/')}{purl.Name}";
        return new(purl.ToString(), purl.Type, name, epoch is null ? purl.Version ?? "" : $"{epoch}:{purl.Version}", null, document, "sbom", "sbom");
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;
}
