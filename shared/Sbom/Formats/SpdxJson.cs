using System.Text.Json;
using Attestry.Sbom.Documents;
using Attestry.Sbom.Documents.Spdx;
using Attestry.Sbom.Images;

namespace Attestry.Sbom.Formats;

/// <summary>Writes SPDX 2.3 JSON (ISO/IEC 5962 and its successor). Deterministic.</summary>
public static class SpdxJson
{
    public const string MediaType = "application/spdx+json";

    private static readonly HashSet<string> Algorithms =
    [
        "MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "SHA3-256", "SHA3-384", "SHA3-512",
        "BLAKE2b-256", "BLAKE2b-384", "BLAKE2b-512", "BLAKE3",
    ];

    public static byte[] Write(ImageCatalog catalog, SbomSubject subject) => Write(ImageBom.Of(catalog, subject));

    public static byte[] Write(BillOfMaterials bom) => DocumentIdentity.Write(json =>
    {
        var licences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var ids = bom.Components.ToDictionary(c => c.Id, SpdxIds.Of, StringComparer.Ordinal);
        json.WriteStartObject();
        json.WriteString("spdxVersion", "SPDX-2.3");
        json.WriteString("dataLicense", "CC0-1.0");
        json.WriteString("SPDXID", SpdxIds.Document);
        json.WriteString("name", bom.Name);
        json.WriteString("documentNamespace", DocumentIdentity.Namespace("spdx", bom));
        WriteCreation(json, bom);
        json.WriteStartArray("packages");
        foreach (var component in bom.Components)
            WritePackage(json, component, ids[component.Id], licences);
        json.WriteEndArray();
        WriteRelationships(json, bom, ids);
        WriteLicences(json, licences);
        json.WriteEndObject();
    });

    private static void WriteCreation(Utf8JsonWriter json, BillOfMaterials bom)
    {
        json.WriteStartObject("creationInfo");
        json.WriteString("created", DocumentIdentity.Time(bom));
        json.WriteStartArray("creators");
        foreach (var tool in DocumentIdentity.Tools(bom).Distinct())
            json.WriteStringValue($"Tool: {(tool.Version is null ? tool.Name : $"{tool.Name}-{tool.Version}")}");
        foreach (var author in bom.Authors)
            json.WriteStringValue($"Person: {author}");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePackage(Utf8JsonWriter json, BomComponent component, string id, SortedDictionary<string, string> licences)
    {
        json.WriteStartObject();
        json.WriteString("SPDXID", id);
        json.WriteString("name", component.Name);
        WriteText(json, "versionInfo", component.Version);
        json.WriteString("primaryPackagePurpose", SpdxWords.Purpose2(component.Kind));
        WriteText(json, "supplier", component.Supplier is null ? null : $"Organization: {component.Supplier}");
        json.WriteString("downloadLocation", component.DownloadLocation ?? SpdxWords.Unknown);
        json.WriteBoolean("filesAnalyzed", false);
        WriteChecksums(json, component.Hashes);
        WriteText(json, "homepage", component.Homepage);
        json.WriteString("licenseConcluded", SpdxIds.Licence(component.ConcludedLicence, licences));
        json.WriteString("licenseDeclared", SpdxIds.Licence(component.Licence, licences));
        json.WriteString("copyrightText", component.Copyright ?? SpdxWords.Unknown);
        WriteText(json, "description", component.Description);
        WriteText(json, "comment", SpdxProperties.Write(component.Properties));
        WriteReferences(json, component);
        json.WriteEndObject();
    }

    private static void WriteChecksums(Utf8JsonWriter json, IReadOnlyList<BomHash> hashes)
    {
        var known = hashes.Select(h => (Algorithm: SpdxWords.Algorithm2(h.Algorithm), h.Value)).Where(h => Algorithms.Contains(h.Algorithm)).ToArray();
        if (known.Length == 0)
            return;
        json.WriteStartArray("checksums");
        foreach (var (algorithm, value) in known)
        {
            json.WriteStartObject();
            json.WriteString("algorithm", algorithm);
            json.WriteString("checksumValue", value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteReferences(Utf8JsonWriter json, BomComponent component)
    {
        var references = new List<(string Category, string Type, string Locator)>();
        if (component.Purl is { } purl)
            references.Add(("PACKAGE-MANAGER", "purl", purl));
        references.AddRange(component.Cpes.Select(cpe => ("SECURITY", cpe.StartsWith("cpe:/", StringComparison.Ordinal) ? "cpe22Type" : "cpe23Type", cpe)));
        if (references.Count == 0)
            return;
        json.WriteStartArray("externalRefs");
        foreach (var (category, type, locator) in references)
        {
            json.WriteStartObject();
            json.WriteString("referenceCategory", category);
            json.WriteString("referenceType", type);
            json.WriteString("referenceLocator", locator);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteRelationships(Utf8JsonWriter json, BillOfMaterials bom, Dictionary<string, string> ids)
    {
        var top = new BomContainment(bom).Top;
        json.WriteStartArray("relationships");
        foreach (var described in bom.Subject is null ? top.Select(c => c.Id) : [bom.Subject])
            WriteRelationship(json, SpdxIds.Document, "DESCRIBES", ids[described]);
        foreach (var component in bom.Subject is null ? [] : top)
            WriteRelationship(json, ids[bom.Subject!], "CONTAINS", ids[component.Id]);
        foreach (var relation in bom.Relations)
        {
            var (from, to) = (ids[relation.From], ids[relation.To]);
            if (relation.Kind == BomRelationKind.OptionallyDependsOn)
                WriteRelationship(json, to, "OPTIONAL_DEPENDENCY_OF", from);
            else
                WriteRelationship(json, from, relation.Kind == BomRelationKind.Contains ? "CONTAINS" : "DEPENDS_ON", to);
        }
        json.WriteEndArray();
    }

    private static void WriteRelationship(Utf8JsonWriter json, string from, string type, string to)
    {
        json.WriteStartObject();
        json.WriteString("spdxElementId", from);
        json.WriteString("relationshipType", type);
        json.WriteString("relatedSpdxElement", to);
        json.WriteEndObject();
    }

    private static void WriteLicences(Utf8JsonWriter json, SortedDictionary<string, string> licences)
    {
        if (licences.Count == 0)
            return;
        json.WriteStartArray("hasExtractedLicensingInfos");
        foreach (var (id, text) in licences)
        {
            json.WriteStartObject();
            json.WriteString("licenseId", id);
            json.WriteString("extractedText", text);
            json.WriteString("name", text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }
}
