using System.Globalization;
using System.Text.Json;
using Attestry.Sbom.Catalogers;

namespace Attestry.Sbom.Documents.Spdx;

/// <summary>SPDX 3.0 in its JSON-LD serialisation (SPDX 3.0.1, "Serialization"): one flat list of elements that name each other.</summary>
internal sealed class Spdx3Reader
{
    private readonly Dictionary<string, JsonElement> _elements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _concluded = new(StringComparer.Ordinal);
    private readonly BomBuilder _bom;

    private Spdx3Reader(BomBuilder bom) => _bom = bom;

    internal static string? Is(JsonElement root)
    {
        if (root.Texts("@context").FirstOrDefault(c => c.StartsWith("https://spdx.org/rdf/3.0", StringComparison.Ordinal)) is null)
            return null;
        return root.List("@graph") is not null ? "SPDX 3.0" : null;
    }

    internal static void Read(JsonElement root, BomBuilder bom) => new Spdx3Reader(bom).Read(root);

    private void Read(JsonElement root)
    {
        var all = root.Items("@graph").ToArray();
        foreach (var element in all)
        {
            if (IdOf(element) is { } id)
                _elements.TryAdd(id, element);
        }
        var document = Array.Find(all, e => e.Text("type") == "SpdxDocument");
        ReadCreation(document);
        var relationships = all.Where(e => e.Text("type") is "Relationship" or "LifecycleScopedRelationship").ToArray();
        foreach (var relationship in relationships)
            ReadLicence(relationship);
        foreach (var element in all)
            ReadElement(element);
        foreach (var relationship in relationships)
            ReadRelationship(relationship);
        _bom.Name = document.Text("name");
        _bom.Subject = Root(document);
    }

    private void ReadCreation(JsonElement document)
    {
        var creation = document.Object("creationInfo") ?? Element(document.Text("creationInfo"));
        if (DateTimeOffset.TryParse(creation.Text("created"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created))
            _bom.Created = created;
        foreach (var tool in creation.Texts("createdUsing"))
        {
            var (name, version) = SpdxWords.Tool(Element(tool).Text("name") ?? "");
            _bom.Tool(name, version);
        }
        foreach (var author in creation.Texts("createdBy").Select(Element).Where(a => a.Text("type") == "Person"))
            _bom.Author(author.Text("name"));
    }

    private void ReadElement(JsonElement element)
    {
        var type = element.Text("type");
        if (type is not ("software_Package" or "software_File") || IdOf(element) is not { } id)
            return;
        var download = SpdxWords.Known(element.Text("software_downloadLocation"));
        _bom.Add(new(id, type == "software_File" ? BomComponentKind.File : SpdxWords.Kind(element.Text("software_primaryPurpose")), element.Text("name") ?? "")
        {
            Version = element.Text("software_packageVersion"),
            Purl = element.Text("software_packageUrl") ?? Identifiers(element, "packageUrl").FirstOrDefault(),
            Cpes = [.. Identifiers(element, "cpe23"), .. Identifiers(element, "cpe22")],
            Licence = _declared.GetValueOrDefault(id),
            ConcludedLicence = _concluded.GetValueOrDefault(id),
            Copyright = SpdxWords.Known(element.Text("software_copyrightText")),
            Description = element.Text("description") ?? element.Text("summary"),
            Supplier = Element(element.Text("suppliedBy")).Text("name"),
            Homepage = SpdxWords.Known(element.Text("software_homePage")),
            DownloadLocation = download,
            Hashes = [.. element.Items("verifiedUsing").Where(h => h.Text("algorithm") is not null && h.Text("hashValue") is not null)
                .Select(h => new BomHash(SpdxWords.Algorithm(h.Text("algorithm")!), h.Text("hashValue")!.ToLowerInvariant()))],
            Properties = SpdxProperties.Read(element.Text("comment")),
        });
    }

    private void ReadLicence(JsonElement relationship)
    {
        var found = relationship.Text("relationshipType") switch
        {
            "hasDeclaredLicense" => _declared,
            "hasConcludedLicense" => _concluded,
            _ => null,
        };
        if (found is null || relationship.Text("from") is not { } from)
            return;
        var licences = relationship.Texts("to").Select(Licence).OfType<string>().ToArray();
        if (licences.Length > 0)
            found.TryAdd(from, string.Join(" AND ", licences));
    }

    // The licences of nothing and of nobody knows are named by address and no element; what is no expression is one of the document's own.
    private string? Licence(string id)
    {
        var element = Element(id);
        if (SpdxWords.Known(element.Text("simplelicensing_licenseExpression")) is not { } expression)
            return SpdxWords.Known(element.Text("simplelicensing_licenseText"));
        var own = element.Items("simplelicensing_customIdToUri").FirstOrDefault(e => e.Text("key") == expression);
        return Element(own.Text("value")).Text("simplelicensing_licenseText") ?? expression;
    }

    private void ReadRelationship(JsonElement relationship)
    {
        BomRelationKind? kind = relationship.Text("relationshipType") switch
        {
            "dependsOn" or "hasPrerequisite" or "hasStaticLink" or "hasDynamicLink" or "hasProvidedDependency" => BomRelationKind.DependsOn,
            "hasOptionalDependency" => BomRelationKind.OptionallyDependsOn,
            "contains" => BomRelationKind.Contains,
            _ => null,
        };
        if (kind is not { } known)
            return;
        foreach (var to in relationship.Texts("to"))
            _bom.Relate(relationship.Text("from"), known, to);
    }

    // A document's root is a bill of materials, and its root is the subject; one of many roots is about none of them alone.
    private string? Root(JsonElement document)
    {
        var roots = document.Texts("rootElement").ToArray();
        if (roots is not [var root])
            return null;
        var element = Element(root);
        if (element.Text("type") is not ("software_Sbom" or "Bom" or "Bundle"))
            return root;
        return element.Texts("rootElement").ToArray() is [var subject] ? subject : null;
    }

    private static IEnumerable<string> Identifiers(JsonElement element, string type) =>
        element.Items("externalIdentifier").Where(i => i.Text("externalIdentifierType") == type).Select(i => i.Text("identifier")).OfType<string>();

    private static string? IdOf(JsonElement element) => element.Text("spdxId") ?? element.Text("@id");

    // An element that is not there says nothing.
    private JsonElement Element(string? id) => id is not null && _elements.TryGetValue(id, out var element) ? element : default;
}
