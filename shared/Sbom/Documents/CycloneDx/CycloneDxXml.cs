using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Documents.CycloneDx;

/// <summary>
/// CycloneDX in XML, translated to the shape that it has in JSON: attributes and elements become properties, and what XML wraps
/// (<c>components/component</c>) becomes a list. No document type is accepted, so that no entity is expanded and nothing is fetched.
/// </summary>
internal static class CycloneDxXml
{
    private const string Namespace = "http://cyclonedx.org/schema/bom/";

    /// <summary>Wrapping elements whose children are the list.</summary>
    private static readonly HashSet<string> Lists =
        ["components", "hashes", "licenses", "dependencies", "properties", "externalReferences", "authors", "services"];

    internal static JsonElement Parse(ReadOnlyMemory<byte> bytes)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes.ToArray(), writable: false), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = BomLimits.DocumentBytes,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        });
        reader.MoveToContent();
        var isBom = reader.LocalName == "bom" && reader.NamespaceURI.StartsWith(Namespace, StringComparison.Ordinal);
        var version = isBom ? reader.NamespaceURI[Namespace.Length..] : null;
        var root = Read(reader, 1) as JsonObject ?? [];
        // Up to the end: what stands behind the root element must be well-formed too.
        while (reader.Read())
        {
        }
        if (isBom)
        {
            root["bomFormat"] = "CycloneDX";
            root["specVersion"] = version;
        }
        return JsonSerializer.SerializeToElement(root);
    }

    private static JsonNode Read(XmlReader reader, int depth)
    {
        if (depth > BomLimits.Nesting)
            throw new XmlException($"Elements lie more than {BomLimits.Nesting} deep.");
        var name = reader.LocalName;
        var owner = new JsonObject();
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.Prefix.Length == 0 && reader.Name != "xmlns")
                owner[reader.LocalName] = reader.Value;
        }
        reader.MoveToElement();
        var list = Lists.Contains(name) || name == "tools" ? new JsonArray() : null;
        var text = "";
        if (!reader.IsEmptyElement)
            text = ReadContent(reader, depth, name, owner, list);
        return list is not null && (name != "tools" || owner.Count == 0) ? list
            : owner.Count == 0 ? JsonValue.Create(text)
            : Texted(owner, name, text);
    }

    private static string ReadContent(XmlReader reader, int depth, string name, JsonObject owner, JsonArray? list)
    {
        var text = new System.Text.StringBuilder();
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                text.Append(reader.Value);
            else if (reader.NodeType == XmlNodeType.Element)
                Take(reader, depth, name, owner, list);
        }
        return text.ToString();
    }

    private static void Take(XmlReader reader, int depth, string name, JsonObject owner, JsonArray? list)
    {
        var child = reader.LocalName;
        var value = Read(reader, depth + 1);
        if (name == "licenses")
            list!.Add(Licence(child, value));
        // <tools> holds <tool> elements until 1.4, then <components>.
        else if (name == "tools" && child is "components" or "services")
            owner[child] = value;
        else if (list is not null)
            list.Add(value);
        // <dependency ref=""><dependency ref=""/></dependency>
        else if (name == "dependency" && child == "dependency")
            Depend(owner, value);
        else
            owner.TryAdd(child, value);
    }

    private static JsonObject Licence(string child, JsonNode value) => child == "expression" && value is JsonObject attributed
        ? new() { ["expression"] = attributed["content"]?.DeepClone(), ["acknowledgement"] = attributed["acknowledgement"]?.DeepClone() }
        : new() { [child] = value };

    private static void Depend(JsonObject owner, JsonNode value)
    {
        if (!owner.ContainsKey("dependsOn"))
            owner["dependsOn"] = new JsonArray();
        if (value is JsonObject dependency && dependency["ref"] is { } reference)
            owner["dependsOn"]!.AsArray().Add(reference.DeepClone());
    }

    // An element with attributes and text: the text goes where JSON has it.
    private static JsonObject Texted(JsonObject owner, string name, string text)
    {
        if (text.Length > 0)
            owner.TryAdd(name == "property" ? "value" : "content", text);
        return owner;
    }
}
