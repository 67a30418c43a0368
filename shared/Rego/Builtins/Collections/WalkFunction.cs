using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Collections;

/// <summary><c>walk</c>: every value within a value with the path to it, outer ones first.</summary>
internal static class WalkFunction
{
    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("walk", [Any], new ArrayType([ArrayOf(Any), Any], null), Walk, IsRelation: true),
    ];

    private static RegoArray Walk(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var found = new List<RegoValue>();
        Visit(context, operands[0], [], found);
        return RegoArray.From(found);
    }

    private static void Visit(BuiltinContext context, RegoValue value, List<RegoValue> path, List<RegoValue> found)
    {
        context.Charge(1 + path.Count);
        found.Add(new RegoArray(new RegoArray([.. path]), value));
        switch (value)
        {
            case RegoArray array:
                for (var i = 0; i < array.Count; i++)
                    Child(RegoNumber.Of(i), array[i]);
                break;
            case RegoObject o:
                foreach (var (key, item) in o.Entries)
                    Child(key, item);
                break;
            case RegoSet set:
                foreach (var item in set.Items)
                    Child(item, item);
                break;
        }

        void Child(RegoValue key, RegoValue item)
        {
            path.Add(key);
            Visit(context, item, path, found);
            path.RemoveAt(path.Count - 1);
        }
    }
}
