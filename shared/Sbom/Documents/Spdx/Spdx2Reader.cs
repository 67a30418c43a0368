using System.Globalization;
using System.Text.Json;
using Attestry.Sbom.Catalogers;

namespace Attestry.Sbom.Documents.Spdx;

/// <summary>SPDX 2.2 and 2.3 (ISO/IEC 5962 and its successor), in the shape that it has in JSON.</summary>
internal static class Spdx2Reader
{
    private const string Document = "SPDXRef-DOCUMENT";

    internal static string? Is(JsonElement root) => root.Text("spdxVersion") switch
    {
        "SPDX-2.2" => "SPDX 2.2",
        "SPDX-2.3" => "SPDX 2.3",
        _ => null,
    };

    internal static void Read(JsonElement root, BomBuilder bom)
    {
        bom.Name = root.Text("name");
        if (root.Object("creationInfo") is { } creation)
            ReadCreation(creation, bom);
        var licences = root.Items("hasExtractedLicensingInfos").Where(l => l.Text("licenseId") is not null).DistinctBy(l => l.Text("licenseId"))
            .ToDictionary(l => l.Text("licenseId")!, l => l.Text("name") is { } name and not SpdxWords.Unknown ? name : l.Text("extractedText"), StringComparer.Ordinal);
        foreach (var package in root.Items("packages"))
            ReadPackage(package, licences, bom);
        foreach (var file in root.Items("files"))
            ReadFile(file, licences, bom);
        var described = root.Texts("documentDescribes").ToHashSet(StringComparer.Ordinal);
        foreach (var relationship in root.Items("relationships"))
        {
            var (from, type, to) = (relationship.Text("spdxElementId"), relationship.Text("relationshipType"), relationship.Text("relatedSpdxElement"));
            if (type == SpdxRelationships.Describes && from == Document && to is not null)
                described.Add(to);
            else if (type == SpdxRelationships.DescribedBy && to == Document && from is not null)
                described.Add(from);
            else if (from != Document && to != Document)
                SpdxRelationships.Add(bom, from, type, to);
        }
        // A document that describes many things is about none of them alone.
        bom.Subject = described.Count == 1 ? described.First() : null;
    }

    private static void ReadCreation(JsonElement creation, BomBuilder bom)
    {
        if (DateTimeOffset.TryParse(creation.Text("created"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created))
            bom.Created = created;
        foreach (var creator in creation.Texts("creators"))
        {
            if (After(creator, "Tool:") is { } tool)
            {
                var (name, version) = SpdxWords.Tool(tool);
                bom.Tool(name, version);
            }
            else
                bom.Author(After(creator, "Person:"));
        }
    }

    private static void ReadPackage(JsonElement package, Dictionary<string, string?> licences, BomBuilder bom)
    {
        var id = bom.Add(new(package.Text("SPDXID") ?? "", SpdxWords.Kind(package.Text("primaryPackagePurpose")), package.Text("name") ?? "")
        {
            Version = package.Text("versionInfo"),
            Purl = References(package, "purl").FirstOrDefault(),
            Cpes = [.. References(package, "cpe23Type"), .. References(package, "cpe22Type")],
            Licence = Licence(package.Text("licenseDeclared"), licences),
            ConcludedLicence = Licence(package.Text("licenseConcluded"), licences),
            Copyright = SpdxWords.Known(package.Text("copyrightText")),
            Description = package.Text("description") ?? package.Text("summary"),
            Supplier = package.Text("supplier") is { } supplier ? After(supplier, "Organization:") ?? After(supplier, "Person:") : null,
            Homepage = SpdxWords.Known(package.Text("homepage")),
            DownloadLocation = SpdxWords.Known(package.Text("downloadLocation")),
            Hashes = Hashes(package),
            Properties = SpdxProperties.Read(package.Text("comment")),
        });
        foreach (var file in package.Texts("hasFiles"))
            bom.Relate(id, BomRelationKind.Contains, file);
    }

    private static void ReadFile(JsonElement file, Dictionary<string, string?> licences, BomBuilder bom) =>
        bom.Add(new(file.Text("SPDXID") ?? "", BomComponentKind.File, file.Text("fileName") ?? "")
        {
            ConcludedLicence = Licence(file.Text("licenseConcluded"), licences),
            Copyright = SpdxWords.Known(file.Text("copyrightText")),
            Hashes = Hashes(file),
        });

    private static IReadOnlyList<BomHash> Hashes(JsonElement owner) =>
    [
        .. owner.Items("checksums").Where(c => c.Text("algorithm") is not null && c.Text("checksumValue") is not null)
            .Select(c => new BomHash(SpdxWords.Algorithm(c.Text("algorithm")!), c.Text("checksumValue")!.ToLowerInvariant())),
    ];

    private static IEnumerable<string> References(JsonElement package, string type) =>
        package.Items("externalRefs").Where(r => TypeOf(r) == type).Select(r => r.Text("referenceLocator")).OfType<string>();

    // SPDX 2.2 allows the type as an address too.
    private static string? TypeOf(JsonElement reference) =>
        reference.Text("referenceType") is { } type ? type[(type.LastIndexOf('/') + 1)..] : null;

    // A licence of the document's own stands for its text.
    private static string? Licence(string? expression, Dictionary<string, string?> licences) =>
        SpdxWords.Known(expression) is { } known ? licences.GetValueOrDefault(known) ?? known : null;

    private static string? After(string text, string label) =>
        text.StartsWith(label, StringComparison.Ordinal) ? text[label.Length..].Trim() : null;
}
