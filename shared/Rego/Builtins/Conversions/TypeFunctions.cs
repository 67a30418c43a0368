using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Conversions;

/// <summary>What kind a value is of, and the casts of the first version of the language. Those are undefined for other kinds.</summary>
internal static class TypeFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        Is("is_number", RegoKind.Number),
        Is("is_string", RegoKind.Text),
        Is("is_boolean", RegoKind.Boolean),
        Is("is_array", RegoKind.Array),
        Is("is_set", RegoKind.Set),
        Is("is_object", RegoKind.Object),
        Is("is_null", RegoKind.Null),
        new("type_name", [Any], Text, (_, o) => new RegoString(o[0].TypeName)),
        new("cast_array", [Any], ArrayOf(Any), CastArray),
        new("cast_set", [Any], SetOf(Any), CastSet),
        new("cast_string", [Any], Text, (_, o) => o.Demand<RegoString>(0, "string")),
        new("cast_boolean", [Any], RegoType.Boolean, (_, o) => o.Demand<RegoBoolean>(0, "boolean")),
        new("cast_null", [Any], RegoType.Null, (_, o) => o.Demand<RegoNull>(0, "null")),
        new("cast_object", [Any], ObjectOf(Any, Any), (_, o) => o.Demand<RegoObject>(0, "object")),
    ];

    private static Builtin Is(string name, RegoKind kind) => new(name, [Any], RegoType.Boolean, (_, o) => RegoBoolean.Of(o[0].Kind == kind));

    private static RegoArray CastArray(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var items = operands.Items(0, "one of {array, set}");
        context.Charge(items.Length);
        return operands[0] as RegoArray ?? new(items.ToArray());
    }

    private static RegoSet CastSet(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var items = operands.Items(0, "one of {set, array}");
        context.Charge(items.Length);
        return operands[0] as RegoSet ?? RegoSet.From(items.ToArray());
    }
}
