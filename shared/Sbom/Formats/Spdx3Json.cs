using System.Text.Json;
using Attestry.Sbom.Documents;
using Attestry.Sbom.Documents.Spdx;
using Attestry.Sbom.Images;

namespace Attestry.Sbom.Formats;

/// <summary>Writes SPDX 3.0.1 as JSON-LD: profiles core, software and simple licensing. Deterministic.</summary>
public static class Spdx3Json
{
    public const string MediaType = "application/spdx+json";

    private const string Creation = "_:creation";

    public static byte[] Write(ImageCatalog catalog, SbomSubject subject) => Write(ImageBom.Of(catalog, subject));

    public static byte[] Write(BillOfMaterials bom) => DocumentIdentity.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("@context", "https://spdx.org/rdf/3.0.1/spdx-context.jsonld");
        json.WriteStartArray("@graph");
        new Graph(json, bom).Write();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private sealed class Graph(Utf8JsonWriter json, BillOfMaterials bom)
    {
        private readonly string _base = DocumentIdentity.Namespace("spdx3", bom) + "#";
        private readonly Dictionary<string, string> _ids = bom.Components.ToDictionary(c => c.Id, SpdxIds.Of, StringComparer.Ordinal);
        private readonly SortedDictionary<string, string> _own = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _expressions = new(StringComparer.Ordinal);
        private readonly IReadOnlyList<BomTool> _tools = [.. DocumentIdentity.Tools(bom).Distinct()];
        private readonly string[] _suppliers = [.. bom.Components.Select(c => c.Supplier).OfType<string>().Distinct(StringComparer.Ordinal)];
        private int _relationships;

        public void Write()
        {
            var top = new BomContainment(bom).Top;
            WriteCreation();
            WriteDocument(top);
            foreach (var component in bom.Components)
                WritePackage(component);
            foreach (var component in bom.Components)
            {
                WriteLicence(component, "hasDeclaredLicense", component.Licence);
                WriteLicence(component, "hasConcludedLicense", component.ConcludedLicence);
            }
            foreach (var (id, text) in _own)
            {
                Start("simplelicensing_SimpleLicensingText", id);
                json.WriteString("simplelicensing_licenseText", text);
                json.WriteEndObject();
            }
            if (bom.Subject is { } subject && top.Count > 0)
                WriteRelationship(subject, "contains", top.Select(c => c.Id));
            foreach (var from in bom.Relations.GroupBy(r => (r.From, r.Kind)))
                WriteRelationship(from.Key.From, TypeOf(from.Key.Kind), from.Select(r => r.To));
        }

        private void WriteCreation()
        {
            json.WriteStartObject();
            json.WriteString("type", "CreationInfo");
            json.WriteString("@id", Creation);
            json.WriteString("specVersion", "3.0.1");
            json.WriteString("created", DocumentIdentity.Time(bom));
            // An agent must have made it; a tool is none.
            WriteList("createdBy", bom.Authors.Count == 0 ? [_base + "Agent"] : bom.Authors.Select((_, i) => $"{_base}Author-{i}"));
            if (_tools.Count > 0)
                WriteList("createdUsing", _tools.Select((_, i) => $"{_base}Tool-{i}"));
            json.WriteEndObject();
            if (bom.Authors.Count == 0)
                WriteNamed("SoftwareAgent", "Agent", DocumentIdentity.Tool.Name);
            foreach (var (i, author) in bom.Authors.Index())
                WriteNamed("Person", $"Author-{i}", author);
            foreach (var (i, tool) in _tools.Index())
                WriteNamed("Tool", $"Tool-{i}", tool.Version is null ? tool.Name : $"{tool.Name}-{tool.Version}");
            foreach (var (i, supplier) in _suppliers.Index())
                WriteNamed("Organization", $"Supplier-{i}", supplier);
        }

        private void WriteDocument(IReadOnlyList<BomComponent> top)
        {
            Start("SpdxDocument", "Document");
            json.WriteString("name", bom.Name);
            WriteList("profileConformance", ["core", "software", "simpleLicensing"]);
            WriteList("rootElement", [_base + "Sbom"]);
            json.WriteEndObject();
            Start("software_Sbom", "Sbom");
            WriteList("software_sbomType", ["analyzed"]);
            WriteList("rootElement", bom.Subject is { } subject ? [_base + _ids[subject]] : top.Select(c => _base + _ids[c.Id]));
            WriteList("element", bom.Components.Select(c => _base + _ids[c.Id]));
            json.WriteEndObject();
        }

        private void WritePackage(BomComponent component)
        {
            Start("software_Package", _ids[component.Id]);
            json.WriteString("name", component.Name);
            WriteText("software_packageVersion", component.Version);
            WriteText("software_packageUrl", component.Purl);
            json.WriteString("software_primaryPurpose", SpdxWords.Purpose3(component.Kind));
            WriteText("software_homePage", component.Homepage);
            WriteText("software_downloadLocation", component.DownloadLocation);
            WriteText("software_copyrightText", component.Copyright);
            WriteText("description", component.Description);
            WriteText("comment", SpdxProperties.Write(component.Properties));
            if (component.Supplier is { } supplier)
                json.WriteString("suppliedBy", $"{_base}Supplier-{Array.IndexOf(_suppliers, supplier)}");
            if (component.Hashes.Count > 0)
            {
                json.WriteStartArray("verifiedUsing");
                foreach (var hash in component.Hashes)
                    WriteTyped("Hash", ("algorithm", SpdxWords.Algorithm3(hash.Algorithm)), ("hashValue", hash.Value));
                json.WriteEndArray();
            }
            if (component.Cpes.Count > 0)
            {
                json.WriteStartArray("externalIdentifier");
                foreach (var cpe in component.Cpes)
                    WriteTyped("ExternalIdentifier", ("externalIdentifierType", cpe.StartsWith("cpe:/", StringComparison.Ordinal) ? "cpe22" : "cpe23"), ("identifier", cpe));
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }

        private void WriteLicence(BomComponent component, string type, string? licence)
        {
            // Without such a relation nothing is asserted; of what was declared that is said aloud.
            var isKnown = licence is not null;
            if (!isKnown && type != "hasDeclaredLicense")
                return;
            WriteRelation(_ids[component.Id], type, [isKnown ? Expression(licence!) : "https://spdx.org/rdf/3.0.1/terms/Licensing/NoAssertion"]);
        }

        // Each expression is one element, whoever has it.
        private string Expression(string licence)
        {
            if (_expressions.TryGetValue(licence, out var known))
                return known;
            var expression = SpdxIds.Licence(licence, _own);
            var id = $"Licence-{_expressions.Count}";
            Start("simplelicensing_LicenseExpression", id);
            json.WriteString("simplelicensing_licenseExpression", expression);
            if (_own.ContainsKey(expression))
            {
                json.WriteStartArray("simplelicensing_customIdToUri");
                WriteTyped("DictionaryEntry", ("key", expression), ("value", _base + expression));
                json.WriteEndArray();
            }
            json.WriteEndObject();
            return _expressions[licence] = _base + id;
        }

        private void WriteRelationship(string from, string type, IEnumerable<string> to) => WriteRelation(_ids[from], type, to.Select(t => _base + _ids[t]));

        private void WriteRelation(string from, string type, IEnumerable<string> to)
        {
            Start("Relationship", $"Relationship-{_relationships++}");
            json.WriteString("from", _base + from);
            json.WriteString("relationshipType", type);
            WriteList("to", to);
            json.WriteEndObject();
        }

        private void Start(string type, string id)
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("spdxId", _base + id);
            json.WriteString("creationInfo", Creation);
        }

        private void WriteNamed(string type, string id, string name)
        {
            Start(type, id);
            json.WriteString("name", name);
            json.WriteEndObject();
        }

        private static string TypeOf(BomRelationKind kind) => kind switch
        {
            BomRelationKind.Contains => "contains",
            BomRelationKind.OptionallyDependsOn => "hasOptionalDependency",
            _ => "dependsOn",
        };

        private void WriteTyped(string type, params ReadOnlySpan<(string Name, string Value)> members)
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            foreach (var (name, value) in members)
                json.WriteString(name, value);
            json.WriteEndObject();
        }

        private void WriteList(string name, IEnumerable<string> texts)
        {
            json.WriteStartArray(name);
            foreach (var text in texts)
                json.WriteStringValue(text);
            json.WriteEndArray();
        }

        private void WriteText(string name, string? text)
        {
            if (text is not null)
                json.WriteString(name, text);
        }
    }
}
