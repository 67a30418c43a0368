using System.Text;
using System.Text.Json;
using Attestry.Rego.Builtins.Strings;
using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Encodings;

/// <summary><c>json.marshal</c> and its kin, and <c>yaml.*</c>.</summary>
internal static class DocumentFunctions
{
    private static readonly RegoType MarshalOptions = new ObjectType(
        [(new RegoString("pretty"), RegoType.Boolean), (new RegoString("indent"), Text), (new RegoString("prefix"), Text)], Text, Any);

    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("json.marshal", [Any], Text, (context, o) => new RegoString(JsonWriter.Write(context, o[0], null, null))),
        new("json.marshal_with_options", [Any, MarshalOptions], Text, MarshalWithOptions),
        new("json.unmarshal", [Text], Any, (context, o) => ParseJson(context, o.Text(0)) ?? throw new BuiltinException("the text is not JSON")),
        new("json.is_valid", [Text], RegoType.Boolean, (context, o) => RegoBoolean.Of(o[0] is RegoString text && ParseJson(context, text.Value) is not null)),
        new("yaml.marshal", [Any], Text, (context, o) => new RegoString(YamlWriter.Write(context, o[0]))),
        new("yaml.unmarshal", [Text], Any, (context, o) => ParseYaml(context, o.Text(0)) ?? throw new BuiltinException("the text is not YAML")),
        new("yaml.is_valid", [Text], RegoType.Boolean, (context, o) => RegoBoolean.Of(o[0] is RegoString text && ParseYaml(context, text.Value) is not null)),
    ];

    private static RegoString MarshalWithOptions(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var options = operands.Object(1);
        var indent = Option(options, "indent", "\t");
        var prefix = Option(options, "prefix", "");
        var pretty = options.Count > 0;
        foreach (var (key, value) in options.Entries)
        {
            if (key is RegoString { Value: "pretty" })
                pretty = value is RegoBoolean set ? set.Value : throw new BuiltinException("key pretty must be boolean", BuiltinException.TypeError);
            else if (key is not RegoString { Value: "indent" or "prefix" })
                throw new BuiltinException($"object contained unknown key {key}", BuiltinException.TypeError);
        }
        return new(pretty ? JsonWriter.Write(context, operands[0], prefix, indent) : JsonWriter.Write(context, operands[0], null, null));
    }

    private static string Option(RegoObject options, string name, string otherwise) => options[name] switch
    {
        null => otherwise,
        RegoString text => text.Value,
        _ => throw new BuiltinException($"key {name} must be string", BuiltinException.TypeError),
    };

    private static RegoValue? ParseJson(BuiltinContext context, string text)
    {
        context.ChargeText(text.Length * 8L);
        try
        {
            return RegoJson.Parse(Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RegoValue? ParseYaml(BuiltinContext context, string text)
    {
        context.ChargeText(text.Length * 32L);
        return RegoYaml.TryParse(text, out var value, out _) ? value : null;
    }
}
