using System.Text;
using System.Text.Json;
using Attestry.Rego.Builtins.Strings;
using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Json;

/// <summary><c>json.match_schema</c> and <c>json.verify_schema</c>.</summary>
internal static class JsonSchemaFunctions
{
    private static readonly RegoType Document = OneOf(Text, ObjectOf(Any, Any));

    private static readonly RegoType Problem = ObjectOf(Text, Text);

    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("json.match_schema", [Document, Document], new ArrayType([RegoType.Boolean, ArrayOf(Problem)], null), MatchSchema),
        new("json.verify_schema", [Document], new ArrayType([RegoType.Boolean, OneOf(RegoType.Null, Text)], null), VerifySchema),
    ];

    /// <summary>Whether the document fits, and what does not: objects of <c>error</c>, <c>type</c>, <c>field</c>, <c>desc</c>.</summary>
    private static RegoArray MatchSchema(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var document = Read(context, operands, 0);
        var schema = Read(context, operands, 1);
        if (JsonSchemaCheck.FaultOf(context, schema) is { } fault)
            throw new BuiltinException(fault);
        var problems = new JsonSchemaMatch(context, schema).Problems(document);
        return new(RegoBoolean.Of(problems.Count == 0), RegoArray.From(problems.Select(Value)));
    }

    private static RegoArray VerifySchema(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        RegoValue schema;
        try
        {
            schema = Read(context, operands, 0);
        }
        catch (BuiltinException e) when (e.Code == BuiltinException.BuiltinError)
        {
            return new(RegoBoolean.False, new RegoString("jsonschema: " + e.Message));
        }
        return JsonSchemaCheck.FaultOf(context, schema) is { } fault
            ? new(RegoBoolean.False, new RegoString("jsonschema: " + fault))
            : new(RegoBoolean.True, RegoNull.Instance);
    }

    private static RegoValue Read(BuiltinContext context, ReadOnlySpan<RegoValue> operands, int at)
    {
        if (operands[at] is RegoObject o)
            return o;
        if (operands[at] is not RegoString text)
            throw Operands.Wrong(operands, at, "one of {string, object}");
        context.ChargeText(text.Value.Length * 8L);
        try
        {
            return RegoJson.Parse(Encoding.UTF8.GetBytes(text.Value));
        }
        catch (JsonException)
        {
            throw new BuiltinException("invalid JSON string");
        }
    }

    private static RegoObject Value(JsonSchemaProblem problem) => RegoObject.From(
    [
        Member("error", $"{problem.Field}: {problem.Description}"),
        Member("type", problem.Type),
        Member("field", problem.Field),
        Member("desc", problem.Description),
    ]);

    private static KeyValuePair<RegoValue, RegoValue> Member(string name, string value) => new(new RegoString(name), new RegoString(value));
}
