using System.Globalization;
using System.Text.Json;
using Attestry.Sbom.Catalogers;

namespace Attestry.Sbom.Documents.CycloneDx;

/// <summary>CycloneDX 1.2 to 1.7 (ECMA-424), in the shape that it has in JSON.</summary>
internal static class CycloneDxReader
{
    private static readonly string[] Versions = ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"];

    internal static string? Is(JsonElement root) =>
        root.Text("bomFormat") == "CycloneDX" && root.Text("specVersion") is { } version && Versions.Contains(version) ? $"CycloneDX {version}" : null;

    internal static void Read(JsonElement root, BomBuilder bom)
    {
        if (root.Object("metadata") is { } metadata)
            ReadMetadata(metadata, bom);
        ReadAll(root, null, bom);
        foreach (var entry in root.Items("dependencies"))
        {
            foreach (var to in entry.Texts("dependsOn"))
                bom.Relate(entry.Text("ref"), BomRelationKind.DependsOn, to);
        }
    }

    private static void ReadMetadata(JsonElement metadata, BomBuilder bom)
    {
        if (DateTimeOffset.TryParse(metadata.Text("timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created))
            bom.Created = created;
        // A list until 1.4, then an object of components and services.
        var tools = metadata.Object("tools") is { } kinds ? kinds.Items("components") : metadata.Items("tools");
        foreach (var tool in tools)
            bom.Tool(tool.Text("name"), tool.Text("version"));
        foreach (var author in metadata.Items("authors"))
            bom.Author(author.Text("name"));
        if (metadata.Object("component") is { } component)
            bom.Subject = Read(component, null, bom);
    }

    private static void ReadAll(JsonElement owner, string? container, BomBuilder bom)
    {
        foreach (var component in owner.Items("components"))
            Read(component, container, bom);
    }

    // StrictJson bounds how deep components lie in one another.
    private static string? Read(JsonElement component, string? container, BomBuilder bom)
    {
        var purl = component.Text("purl");
        var name = FullName(component.Text("group"), component.Text("name") ?? "", purl);
        var (declared, concluded) = CycloneDxLicences.Read(component);
        var id = bom.Add(new(component.Text("bom-ref") ?? "", CycloneDxTypes.Kind(component.Text("type")), name)
        {
            Version = component.Text("version"),
            Purl = purl,
            Licence = declared,
            ConcludedLicence = concluded,
            Copyright = component.Text("copyright"),
            Description = component.Text("description"),
            Supplier = component.Object("supplier")?.Text("name"),
            Homepage = Reference(component, "website"),
            DownloadLocation = Reference(component, "distribution"),
            Hashes = [.. component.Items("hashes").Select(Hash).OfType<BomHash>()],
            Cpes = component.Text("cpe") is { } cpe ? [cpe, .. Properties(component, Cpe)] : [],
            Properties = [.. component.Items("properties").Where(p => p.Text("name") is not (null or Cpe or Optional)).Select(p => new BomProperty(p.Text("name")!, p.Text("value") ?? ""))],
        });
        foreach (var optional in Properties(component, Optional))
            bom.Relate(id, BomRelationKind.OptionallyDependsOn, optional);
        if (container is not null)
            bom.Relate(container, BomRelationKind.Contains, id);
        ReadAll(component, id, bom);
        return id;
    }

    /// <summary>A component has one CPE; more of them are properties, as Syft writes them too.</summary>
    internal const string Cpe = "syft:cpe23";

    /// <summary>Property of a component for each <c>bom-ref</c> among its dependencies that it does not insist on.</summary>
    internal const string Optional = "attestry:optional-dependency";

    internal static string FullName(string? group, string name, string? purl) => string.IsNullOrEmpty(group)
        ? name
        : $"{group}{(purl?.StartsWith("pkg:maven/", StringComparison.Ordinal) == true ? ':' : '/')}{name}";

    private static BomHash? Hash(JsonElement hash) =>
        CycloneDxTypes.Algorithm(hash.Text("alg")) is { } algorithm && hash.Text("content") is { } value ? new(algorithm, value.ToLowerInvariant()) : null;

    private static string? Reference(JsonElement component, string type) =>
        component.Items("externalReferences").Where(r => r.Text("type") == type).Select(r => r.Text("url")).FirstOrDefault();

    private static IEnumerable<string> Properties(JsonElement component, string name) =>
        component.Items("properties").Where(p => p.Text("name") == name).Select(p => p.Text("value")).OfType<string>();
}
