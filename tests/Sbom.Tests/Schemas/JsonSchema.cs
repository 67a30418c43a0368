using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Attestry.Sbom.Tests.Schemas;

/// <summary>
/// Validates JSON against the keywords of JSON Schema draft-07 that the SBOM schemas use; <c>format</c> is an annotation and not
/// checked. An unknown keyword is refused, so that a schema is never validated by half.
/// </summary>
internal sealed class JsonSchema
{
    private static readonly HashSet<string> Annotations =
    [
        "$schema", "$id", "$comment", "title", "description", "examples", "default", "definitions", "format", "deprecated", "meta:enum",
    ];

    private readonly Dictionary<string, JsonElement> _documents = [];
    private readonly string _root;

    /// <param name="files">The schema itself, then those that it refers to by file name.</param>
    public JsonSchema(params string[] files)
    {
        foreach (var file in files)
            _documents[Path.GetFileName(file)] = JsonDocument.Parse(File.ReadAllBytes(file)).RootElement;
        _root = Path.GetFileName(files[0]);
    }

    /// <summary>What is wrong, each with its place; empty when the document is valid.</summary>
    public IReadOnlyList<string> Validate(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        var problems = new List<string>();
        Check(new(_root, _documents[_root]), document.RootElement, "$", problems);
        return problems;
    }

    private void Check(Schema schema, JsonElement value, string at, List<string> problems)
    {
        if (schema.Node.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            if (schema.Node.ValueKind == JsonValueKind.False)
                problems.Add($"{at}: nothing is allowed here");
            return;
        }
        // Draft-07: what stands beside $ref is ignored.
        if (schema.Node.TryGetProperty("$ref", out var reference))
        {
            Check(Resolve(schema, reference.GetString()!), value, at, problems);
            return;
        }
        foreach (var keyword in schema.Node.EnumerateObject())
            Keyword(schema, keyword, value, at, problems);
    }

    private void Keyword(Schema schema, JsonProperty keyword, JsonElement value, string at, List<string> problems)
    {
        var wanted = keyword.Value;
        void fail(string why) => problems.Add($"{at}: {why}");
        switch (keyword.Name)
        {
            case "type" when !IsType(wanted, value):
                fail($"is {value.ValueKind}, not {wanted}");
                break;
            case "enum" when !wanted.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value)):
                fail($"{Short(value)} is none of the values");
                break;
            case "const" when !JsonElement.DeepEquals(wanted, value):
                fail($"{Short(value)} is not {wanted}");
                break;
            case "allOf":
                foreach (var part in wanted.EnumerateArray())
                    Check(schema with { Node = part }, value, at, problems);
                break;
            case "anyOf" when Matching(schema, wanted, value) == 0:
                fail("fits none of anyOf");
                break;
            case "oneOf" when Matching(schema, wanted, value) is var count and not 1:
                fail($"fits {count} of oneOf");
                break;
            case "if":
                Conditional(schema, value, at, problems);
                break;
            case "type" or "enum" or "const" or "anyOf" or "oneOf" or "then" or "else":
                break;
            default:
                if (!KeywordOfKind(schema, keyword, value, at, problems, fail) && !Annotations.Contains(keyword.Name))
                    throw new NotSupportedException($"The schema uses {keyword.Name}.");
                break;
        }
    }

    private bool KeywordOfKind(Schema schema, JsonProperty keyword, JsonElement value, string at, List<string> problems, Action<string> fail)
    {
        var wanted = keyword.Value;
        var (isObject, isArray, isText, isNumber) = (
            value.ValueKind == JsonValueKind.Object, value.ValueKind == JsonValueKind.Array,
            value.ValueKind == JsonValueKind.String, value.ValueKind == JsonValueKind.Number);
        switch (keyword.Name)
        {
            case "properties":
                foreach (var property in isObject ? wanted.EnumerateObject().ToArray() : [])
                {
                    if (value.TryGetProperty(property.Name, out var child))
                        Check(schema with { Node = property.Value }, child, $"{at}.{property.Name}", problems);
                }
                return true;
            case "required":
                foreach (var name in isObject ? wanted.EnumerateArray().ToArray() : [])
                {
                    if (!value.TryGetProperty(name.GetString()!, out _))
                        fail($"lacks {name}");
                }
                return true;
            case "additionalProperties":
                foreach (var property in isObject ? value.EnumerateObject().ToArray() : [])
                {
                    if (!schema.Node.TryGetProperty("properties", out var known) || !known.TryGetProperty(property.Name, out _))
                        Check(schema with { Node = wanted }, property.Value, $"{at}.{property.Name}", problems);
                }
                return true;
            case "items":
                var index = 0;
                foreach (var item in isArray ? value.EnumerateArray().ToArray() : [])
                {
                    if (wanted.ValueKind != JsonValueKind.Array)
                        Check(schema with { Node = wanted }, item, $"{at}[{index}]", problems);
                    else if (index < wanted.GetArrayLength())
                        Check(schema with { Node = wanted[index] }, item, $"{at}[{index}]", problems);
                    else if (schema.Node.TryGetProperty("additionalItems", out var more))
                        Check(schema with { Node = more }, item, $"{at}[{index}]", problems);
                    index++;
                }
                return true;
            case "additionalItems":
                return true;
            case "uniqueItems":
                if (isArray && wanted.GetBoolean() && value.EnumerateArray().Select(i => i.GetRawText()).GroupBy(i => i).FirstOrDefault(g => g.Count() > 1) is { } twice)
                    fail($"holds {twice.Key[..Math.Min(80, twice.Key.Length)]} twice");
                return true;
            case "minItems" or "maxItems":
                if (isArray && Outside(keyword, value.GetArrayLength()))
                    fail($"has {value.GetArrayLength()} items");
                return true;
            case "minLength" or "maxLength":
                if (isText && Outside(keyword, new StringInfo(value.GetString()!).LengthInTextElements))
                    fail("has a wrong length");
                return true;
            case "minimum" or "maximum":
                if (isNumber && Outside(keyword, value.GetDecimal()))
                    fail($"{value} is out of range");
                return true;
            case "pattern":
                if (isText && !Regex.IsMatch(value.GetString()!, wanted.GetString()!, RegexOptions.ECMAScript))
                    fail($"{Short(value)} does not match {wanted}");
                return true;
            default:
                return false;
        }
    }

    private void Conditional(Schema schema, JsonElement value, string at, List<string> problems)
    {
        var branch = Fits(schema with { Node = schema.Node.GetProperty("if") }, value) ? "then" : "else";
        if (schema.Node.TryGetProperty(branch, out var then))
            Check(schema with { Node = then }, value, at, problems);
    }

    private int Matching(Schema schema, JsonElement alternatives, JsonElement value) =>
        alternatives.EnumerateArray().Count(a => Fits(schema with { Node = a }, value));

    private bool Fits(Schema schema, JsonElement value)
    {
        var problems = new List<string>();
        Check(schema, value, "", problems);
        return problems.Count == 0;
    }

    private Schema Resolve(Schema from, string reference)
    {
        var hash = reference.IndexOf('#');
        var document = hash == 0 ? from.Document : hash < 0 ? reference : reference[..hash];
        var node = _documents[document];
        foreach (var step in hash < 0 ? [] : reference[(hash + 1)..].Split('/', StringSplitOptions.RemoveEmptyEntries))
            node = node.GetProperty(step.Replace("~1", "/").Replace("~0", "~"));
        return new(document, node);
    }

    private static bool IsType(JsonElement wanted, JsonElement value) =>
        wanted.ValueKind == JsonValueKind.Array ? wanted.EnumerateArray().Any(w => IsType(w.GetString()!, value)) : IsType(wanted.GetString()!, value);

    private static bool IsType(string wanted, JsonElement value) => wanted switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDecimal() % 1 == 0,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new NotSupportedException($"The schema uses type {wanted}."),
    };

    private static bool Outside(JsonProperty bound, decimal actual) =>
        bound.Name.StartsWith("min", StringComparison.Ordinal) ? actual < bound.Value.GetDecimal() : actual > bound.Value.GetDecimal();

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 80 } text ? text[..80] : value.GetRawText();

    private sealed record Schema(string Document, JsonElement Node);
}
