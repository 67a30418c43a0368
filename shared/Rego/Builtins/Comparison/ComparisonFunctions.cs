using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Comparison;

/// <summary>The comparison operators, and membership (<c>in</c>).</summary>
internal static class ComparisonFunctions
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("equal", [Any, Any], RegoType.Boolean, (_, o) => RegoBoolean.Of(o[0].Equals(o[1])), Infix: "=="),
        new("neq", [Any, Any], RegoType.Boolean, (_, o) => RegoBoolean.Of(!o[0].Equals(o[1])), Infix: "!="),
        new("lt", [Any, Any], RegoType.Boolean, (_, o) => RegoBoolean.Of(o[0] < o[1]), Infix: "<"),
        new("lte", [Any, Any], RegoType.Boolean, (_, o) => RegoBoolean.Of(o[0] <= o[1]), Infix: "<="),
        new("gt", [Any, Any], RegoType.Boolean, (_, o) => RegoBoolean.Of(o[0] > o[1]), Infix: ">"),
        new("gte", [Any, Any], RegoType.Boolean, (_, o) => RegoBoolean.Of(o[0] >= o[1]), Infix: ">="),
        new("internal.member_2", [Any, Any], RegoType.Boolean, (context, o) => RegoBoolean.Of(IsMember(context, o[0], o[1])), Infix: "in"),
        new("internal.member_3", [Any, Any, Any], RegoType.Boolean, (_, o) => RegoBoolean.Of(IsEntry(o[0], o[1], o[2])), Infix: "in"),
    ];

    private static bool IsMember(BuiltinContext context, RegoValue value, RegoValue container)
    {
        switch (container)
        {
            case RegoSet set:
                return set.Contains(value);
            case RegoArray array:
                context.Charge(array.Count);
                return array.Items.Contains(value);
            case RegoObject o:
                context.Charge(o.Count);
                return o.Entries.Any(e => e.Value.Equals(value));
            default:
                return false;
        }
    }

    private static bool IsEntry(RegoValue key, RegoValue value, RegoValue container) => container switch
    {
        RegoSet set => key.Equals(value) && set.Contains(value),
        RegoArray array => key is RegoNumber number && number.TryGetWhole(out var at) && at >= 0 && at < array.Count && array[(int)at].Equals(value),
        RegoObject o => o.TryGet(key, out var found) && found.Equals(value),
        _ => false,
    };
}
