using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attestry.Sbom.Images;
using Attestry.Sbom.Licences;

namespace Attestry.Sbom.Formats;

/// <summary>Writes SPDX 2.3 JSON (ISO/IEC 5962 and its successor). Deterministic.</summary>
public static class SpdxJson
{
    public const string MediaType = "application/spdx+json";

    private const string Unknown = "NOASSERTION";
    private const string Image = "SPDXRef-Image";
    private const string OperatingSystem = "SPDXRef-OperatingSystem";

    public static byte[] Write(ImageCatalog catalog, SbomSubject subject) => DocumentIdentity.Write(json =>
    {
        var licences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        json.WriteStartObject();
        json.WriteString("spdxVersion", "SPDX-2.3");
        json.WriteString("dataLicense", "CC0-1.0");
        json.WriteString("SPDXID", "SPDXRef-DOCUMENT");
        json.WriteString("name", $"{subject.Name}@{subject.Digest}");
        json.WriteString("documentNamespace", $"https://spdx.org/spdxdocs/{DocumentIdentity.Tool}-{DocumentIdentity.Uuid("spdx", subject)}");
        json.WriteStartObject("creationInfo");
        json.WriteString("created", DocumentIdentity.Time(subject));
        json.WriteStartArray("creators");
        json.WriteStringValue($"Tool: {DocumentIdentity.Tool}-{DocumentIdentity.ToolVersion}");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("packages");
        WriteImage(json, subject);
        if (catalog.Os is { } os)
            WriteOperatingSystem(json, os);
        foreach (var package in catalog.Packages)
            WritePackage(json, package, licences);
        json.WriteEndArray();
        WriteRelationships(json, catalog);
        WriteLicences(json, licences);
        json.WriteEndObject();
    });

    private static void WriteImage(Utf8JsonWriter json, SbomSubject subject)
    {
        WriteStart(json, Image, subject.Name, subject.Digest.Text);
        json.WriteString("primaryPackagePurpose", "CONTAINER");
        json.WriteStartArray("checksums");
        json.WriteStartObject();
        json.WriteString("algorithm", subject.Digest.Algorithm.ToUpperInvariant());
        json.WriteString("checksumValue", subject.Digest.Hex);
        json.WriteEndObject();
        json.WriteEndArray();
        WriteLicence(json, Unknown);
        WritePurl(json, DocumentIdentity.ImagePurl(subject).ToString());
        json.WriteEndObject();
    }

    private static void WriteOperatingSystem(Utf8JsonWriter json, OsRelease os)
    {
        WriteStart(json, OperatingSystem, os.Id, os.VersionId ?? "");
        json.WriteString("primaryPackagePurpose", "OPERATING-SYSTEM");
        WriteLicence(json, Unknown);
        json.WriteEndObject();
    }

    private static void WritePackage(Utf8JsonWriter json, ImagePackage found, SortedDictionary<string, string> licences)
    {
        WriteStart(json, IdOf(found), found.Package.Name, found.Package.Version);
        json.WriteString("sourceInfo", $"found by {found.FoundBy} in {string.Join(", ", found.Locations)}; brought by layer {found.Layer}");
        WriteLicence(json, Declared(found.Package.Licence, licences));
        if (found.Provides.Count > 0)
            json.WriteString("comment", $"provides {string.Join(", ", found.Provides)}");
        WritePurl(json, found.Purl);
        json.WriteEndObject();
    }

    private static void WriteStart(Utf8JsonWriter json, string id, string name, string version)
    {
        json.WriteStartObject();
        json.WriteString("SPDXID", id);
        json.WriteString("name", name);
        if (version.Length > 0)
            json.WriteString("versionInfo", version);
        json.WriteString("downloadLocation", Unknown);
        json.WriteBoolean("filesAnalyzed", false);
    }

    private static void WriteLicence(Utf8JsonWriter json, string declared)
    {
        json.WriteString("licenseConcluded", Unknown);
        json.WriteString("licenseDeclared", declared);
        json.WriteString("copyrightText", Unknown);
    }

    private static void WritePurl(Utf8JsonWriter json, string purl)
    {
        json.WriteStartArray("externalRefs");
        json.WriteStartObject();
        json.WriteString("referenceCategory", "PACKAGE-MANAGER");
        json.WriteString("referenceType", "purl");
        json.WriteString("referenceLocator", purl);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteRelationships(Utf8JsonWriter json, ImageCatalog catalog)
    {
        json.WriteStartArray("relationships");
        WriteRelationship(json, "SPDXRef-DOCUMENT", "DESCRIBES", Image);
        if (catalog.Os is not null)
            WriteRelationship(json, Image, "CONTAINS", OperatingSystem);
        foreach (var package in catalog.Packages)
            WriteRelationship(json, Image, "CONTAINS", IdOf(package));
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

    // SPDX 2.3 §10: what is no expression of listed licences is a licence of the document's own, with the text as found.
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

    private static string Declared(string? licence, SortedDictionary<string, string> licences)
    {
        if (licence is null)
            return Unknown;
        if (SpdxExpression.TryParse(licence, out var expression))
            return expression.Text;
        var id = $"LicenseRef-{Sanitised(licence)}-{Hash(licence, 8)}";
        licences[id] = licence;
        return id;
    }

    private static string IdOf(ImagePackage package) => $"SPDXRef-Package-{package.Package.Type}-{Sanitised(package.Package.Name)}-{Hash(package.Purl, 16)}";

    // SPDX 2.3 §3.2: letters, digits, dots and dashes.
    private static string Sanitised(string text) =>
        new([.. text.Take(48).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' ? c : '-')]);

    private static string Hash(string text, int digits) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..digits];
}
