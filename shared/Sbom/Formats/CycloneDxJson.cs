using System.Text.Json;
using Attestry.Sbom.Documents;
using Attestry.Sbom.Documents.CycloneDx;
using Attestry.Sbom.Images;
using Attestry.Sbom.Licences;
using Attestry.Sbom.Purls;

namespace Attestry.Sbom.Formats;

/// <summary>Writes CycloneDX 1.6 JSON (ECMA-424). Deterministic.</summary>
public static class CycloneDxJson
{
    public const string MediaType = "application/vnd.cyclonedx+json";

    public static byte[] Write(ImageCatalog catalog, SbomSubject subject) => Write(ImageBom.Of(catalog, subject));

    public static byte[] Write(BillOfMaterials bom) => DocumentIdentity.Write(json =>
    {
        bom = WithOptional(bom);
        var containment = new BomContainment(bom);
        json.WriteStartObject();
        json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", "1.6");
        json.WriteString("serialNumber", $"urn:uuid:{DocumentIdentity.Uuid("cyclonedx", bom)}");
        json.WriteNumber("version", 1);
        WriteMetadata(json, bom, containment);
        WriteComponents(json, containment.Top, containment);
        WriteDependencies(json, bom);
        json.WriteEndObject();
    });

    // The format has one kind of dependency; which of a component's are optional, properties of it say.
    private static BillOfMaterials WithOptional(BillOfMaterials bom)
    {
        var optional = bom.Relations.Where(r => r.Kind == BomRelationKind.OptionallyDependsOn).ToLookup(r => r.From, r => new BomProperty(CycloneDxReader.Optional, r.To), StringComparer.Ordinal);
        return optional.Count == 0 ? bom : bom with { Components = [.. bom.Components.Select(c => optional.Contains(c.Id) ? c with { Properties = [.. c.Properties, .. optional[c.Id]] } : c)] };
    }

    private static void WriteMetadata(Utf8JsonWriter json, BillOfMaterials bom, BomContainment containment)
    {
        json.WriteStartObject("metadata");
        json.WriteString("timestamp", DocumentIdentity.Time(bom));
        json.WriteStartObject("tools");
        json.WriteStartArray("components");
        foreach (var tool in DocumentIdentity.Tools(bom).Distinct())
        {
            json.WriteStartObject();
            json.WriteString("type", "application");
            json.WriteString("name", tool.Name);
            WriteText(json, "version", tool.Version);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        if (bom.Authors.Count > 0)
        {
            json.WriteStartArray("authors");
            foreach (var author in bom.Authors)
            {
                json.WriteStartObject();
                json.WriteString("name", author);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (bom.Components.FirstOrDefault(c => c.Id == bom.Subject) is { } subject)
        {
            json.WritePropertyName("component");
            WriteComponent(json, subject, containment);
        }
        json.WriteEndObject();
    }

    private static void WriteComponents(Utf8JsonWriter json, IEnumerable<BomComponent> components, BomContainment containment)
    {
        json.WriteStartArray("components");
        foreach (var component in components)
            WriteComponent(json, component, containment);
        json.WriteEndArray();
    }

    private static void WriteComponent(Utf8JsonWriter json, BomComponent component, BomContainment containment)
    {
        var (group, name) = Split(component);
        json.WriteStartObject();
        json.WriteString("type", CycloneDxTypes.Word(component.Kind));
        json.WriteString("bom-ref", component.Id);
        if (component.Supplier is { } supplier)
        {
            json.WriteStartObject("supplier");
            json.WriteString("name", supplier);
            json.WriteEndObject();
        }
        WriteText(json, "group", group);
        json.WriteString("name", name);
        WriteText(json, "version", component.Version);
        WriteText(json, "description", component.Description);
        WriteHashes(json, component.Hashes);
        if (component.Kind is BomComponentKind.Library or BomComponentKind.Application or BomComponentKind.Framework || (component.Licence ?? component.ConcludedLicence) is not null)
            WriteLicences(json, component.Licence, component.ConcludedLicence);
        WriteText(json, "copyright", component.Copyright);
        WriteText(json, "cpe", component.Cpes is [var cpe, ..] ? cpe : null);
        WriteText(json, "purl", component.Purl);
        WriteReferences(json, component);
        WriteProperties(json, component);
        if (containment.PartsOf(component).ToArray() is { Length: > 0 } parts)
            WriteComponents(json, parts, containment);
        json.WriteEndObject();
    }

    // The group is what the package URL calls a namespace, where ecosystems write it apart.
    private static (string? Group, string Name) Split(BomComponent component)
    {
        if (!Purl.TryParse(component.Purl, out var purl) || purl.Type is not (PackageTypes.Npm or PackageTypes.Maven or PackageTypes.Composer))
            return (null, component.Name);
        var separator = component.Name.IndexOf(purl.Type == PackageTypes.Maven ? ':' : '/', StringComparison.Ordinal);
        return separator > 0 && separator + 1 < component.Name.Length ? (component.Name[..separator], component.Name[(separator + 1)..]) : (null, component.Name);
    }

    private static void WriteHashes(Utf8JsonWriter json, IReadOnlyList<BomHash> hashes)
    {
        var known = hashes.Where(h => CycloneDxTypes.HashWord(h.Algorithm) is not null).ToArray();
        if (known.Length == 0)
            return;
        json.WriteStartArray("hashes");
        foreach (var hash in known)
        {
            json.WriteStartObject();
            json.WriteString("alg", CycloneDxTypes.HashWord(hash.Algorithm));
            json.WriteString("content", hash.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // An expression stands alone in its list; beside another licence its text is a name. An empty list: nothing is known.
    private static void WriteLicences(Utf8JsonWriter json, string? declared, string? concluded)
    {
        json.WriteStartArray("licenses");
        if (declared is not null)
            WriteLicence(json, declared, null, alone: concluded is null);
        if (concluded is not null)
            WriteLicence(json, concluded, "concluded", alone: declared is null);
        json.WriteEndArray();
    }

    private static void WriteLicence(Utf8JsonWriter json, string text, string? acknowledgement, bool alone)
    {
        var isExpression = SpdxExpression.TryParse(text, out var expression);
        json.WriteStartObject();
        if (isExpression && !expression!.IsIdentifier && alone)
        {
            json.WriteString("expression", expression.Text);
            WriteText(json, "acknowledgement", acknowledgement);
        }
        else
        {
            json.WriteStartObject("license");
            json.WriteString(isExpression && expression!.IsIdentifier ? "id" : "name", expression?.Text ?? text);
            WriteText(json, "acknowledgement", acknowledgement);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteReferences(Utf8JsonWriter json, BomComponent component)
    {
        var references = new[] { ("website", component.Homepage), ("distribution", component.DownloadLocation) }.Where(r => r.Item2 is not null).ToArray();
        if (references.Length == 0)
            return;
        json.WriteStartArray("externalReferences");
        foreach (var (type, url) in references)
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("url", url);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter json, BomComponent component)
    {
        var properties = component.Properties.Concat(component.Cpes.Skip(1).Select(cpe => new BomProperty(CycloneDxReader.Cpe, cpe))).ToArray();
        if (properties.Length == 0)
            return;
        json.WriteStartArray("properties");
        foreach (var (name, value) in properties)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("value", value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteDependencies(Utf8JsonWriter json, BillOfMaterials bom)
    {
        json.WriteStartArray("dependencies");
        var edges = bom.Relations.Where(r => r.Kind != BomRelationKind.Contains).ToLookup(r => r.From, r => r.To, StringComparer.Ordinal);
        foreach (var component in bom.Components.Where(c => c.Id == bom.Subject).Concat(bom.Components.Where(c => c.Id != bom.Subject && edges.Contains(c.Id))))
        {
            json.WriteStartObject();
            json.WriteString("ref", component.Id);
            json.WriteStartArray("dependsOn");
            foreach (var to in edges[component.Id])
                json.WriteStringValue(to);
            json.WriteEndArray();
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
