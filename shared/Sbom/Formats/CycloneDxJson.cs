using System.Text.Json;
using Attestry.Sbom.Images;
using Attestry.Sbom.Licences;

namespace Attestry.Sbom.Formats;

/// <summary>Writes CycloneDX 1.6 JSON (ECMA-424). Deterministic.</summary>
public static class CycloneDxJson
{
    public const string MediaType = "application/vnd.cyclonedx+json";

    public static byte[] Write(ImageCatalog catalog, SbomSubject subject) => DocumentIdentity.Write(json =>
    {
        var root = DocumentIdentity.ImagePurl(subject).ToString();
        json.WriteStartObject();
        json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", "1.6");
        json.WriteString("serialNumber", $"urn:uuid:{DocumentIdentity.Uuid("cyclonedx", subject)}");
        json.WriteNumber("version", 1);
        WriteMetadata(json, subject, root);
        json.WriteStartArray("components");
        if (catalog.Os is { } os)
            WriteOperatingSystem(json, os);
        foreach (var package in catalog.Packages)
            WritePackage(json, package);
        json.WriteEndArray();
        WriteDependencies(json, catalog, root);
        json.WriteEndObject();
    });

    private static void WriteMetadata(Utf8JsonWriter json, SbomSubject subject, string root)
    {
        json.WriteStartObject("metadata");
        json.WriteString("timestamp", DocumentIdentity.Time(subject));
        json.WriteStartObject("tools");
        json.WriteStartArray("components");
        json.WriteStartObject();
        json.WriteString("type", "application");
        json.WriteString("name", DocumentIdentity.Tool);
        json.WriteString("version", DocumentIdentity.ToolVersion);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("component");
        json.WriteString("type", "container");
        json.WriteString("bom-ref", root);
        json.WriteString("name", subject.Name);
        json.WriteString("version", subject.Digest.Text);
        json.WriteString("purl", root);
        json.WriteStartArray("properties");
        WriteProperty(json, "attestry:platform", subject.Platform);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteOperatingSystem(Utf8JsonWriter json, OsRelease os)
    {
        json.WriteStartObject();
        json.WriteString("type", "operating-system");
        json.WriteString("bom-ref", OsRef(os));
        json.WriteString("name", os.Id);
        if (os.VersionId is not null)
            json.WriteString("version", os.VersionId);
        json.WriteEndObject();
    }

    private static void WritePackage(Utf8JsonWriter json, ImagePackage found)
    {
        var package = found.Package;
        json.WriteStartObject();
        json.WriteString("type", "library");
        json.WriteString("bom-ref", found.Purl);
        var slash = package.Type == PackageTypes.Npm ? package.Name.IndexOf('/', StringComparison.Ordinal) : -1;
        if (slash > 0)
            json.WriteString("group", package.Name[..slash]);
        json.WriteString("name", package.Name[(slash + 1)..]);
        if (package.Version.Length > 0)
            json.WriteString("version", package.Version);
        WriteLicence(json, package.Licence);
        json.WriteString("purl", found.Purl);
        json.WriteStartArray("properties");
        WriteProperty(json, "attestry:cataloger", found.FoundBy);
        WriteProperty(json, "attestry:layer", found.Layer.Text);
        foreach (var location in found.Locations)
            WriteProperty(json, "attestry:path", location);
        foreach (var provided in found.Provides)
            WriteProperty(json, "attestry:provides", provided);
        foreach (var (name, value) in package.Properties ?? new Dictionary<string, string>())
            WriteProperty(json, $"attestry:{name}", value);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLicence(Utf8JsonWriter json, string? declared)
    {
        if (declared is null)
            return;
        json.WriteStartArray("licenses");
        json.WriteStartObject();
        if (SpdxExpression.TryParse(declared, out var expression) && !expression.IsIdentifier)
            json.WriteString("expression", expression.Text);
        else
        {
            json.WriteStartObject("license");
            json.WriteString(expression is null ? "name" : "id", expression?.Text ?? declared);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteDependencies(Utf8JsonWriter json, ImageCatalog catalog, string root)
    {
        json.WriteStartArray("dependencies");
        json.WriteStartObject();
        json.WriteString("ref", root);
        json.WriteStartArray("dependsOn");
        if (catalog.Os is { } os)
            json.WriteStringValue(OsRef(os));
        foreach (var package in catalog.Packages)
            json.WriteStringValue(package.Purl);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string OsRef(OsRelease os) => $"os:{os.Qualifier}";

    private static void WriteProperty(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("value", value);
        json.WriteEndObject();
    }
}
