using System.ComponentModel;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Attestry.Policy.Input;

/// <summary>The JSON Schema (2020-12) of <see cref="InputDocument"/>, made from the record types.</summary>
public static class InputSchema
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSchemaExporterOptions Exporting = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Complete };

    /// <summary>With a line feed at its end.</summary>
    public static string Text { get; } = Make();

    private static string Make()
    {
        var schema = (JsonObject)InputDocument.Json.GetJsonSchemaAsNode(typeof(InputDocument), Exporting);
        var whole = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "input" };
        foreach (var (name, value) in schema.ToList())
            whole[name] = value?.DeepClone();
        return whole.ToJsonString(Pretty).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Complete(JsonSchemaExporterContext context, JsonNode node)
    {
        var schema = node as JsonObject ?? [];
        var type = context.TypeInfo.Type;
        Type(schema, type);
        // The exporter shows those with a converter of their own only as parts of their owner.
        foreach (var property in context.TypeInfo.Properties)
            if (schema["properties"]?[property.Name] is JsonObject member && member["description"] is null)
            {
                Type(member, property.PropertyType);
                Describe(member, property.AttributeProvider);
            }
        Describe(schema, context.PropertyInfo?.AttributeProvider ?? (context.Path.IsEmpty ? type : null));
        return schema;
    }

    private static void Type(JsonObject schema, Type type)
    {
        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset))
            (schema["type"], schema["format"]) = ("string", "date-time");
        // Absent, never null.
        if (schema["type"] is JsonArray types)
            schema["type"] = types.Select(t => (string)t!).Single(t => t != "null");
        if (schema["enum"] is not null)
            schema["type"] = "string";
        schema.Remove("default");
    }

    private static void Describe(JsonObject schema, ICustomAttributeProvider? described)
    {
        if (described?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false) is [DescriptionAttribute description, ..])
            schema.Insert(0, "description", description.Description);
    }
}
