using System.Globalization;
using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Json;

/// <summary><c>json.filter</c>, <c>json.remove</c> and <c>json.patch</c>.</summary>
internal static class JsonDocumentFunctions
{
    private static readonly RegoType Paths = OneOf(
        ArrayOf(OneOf(Text, ArrayOf(Any))),
        SetOf(OneOf(Text, ArrayOf(Any))));

    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("json.filter", [ObjectOf(Any, Any), Paths], Any, (context, o) => Filter(context, o.Object(0), JsonPaths.Read(context, o, 1))),
        new("json.remove", [ObjectOf(Any, Any), Paths], Any, (context, o) => Remove(context, o.Object(0), JsonPaths.Read(context, o, 1))),
        new("json.patch", [Any, ArrayOf(Any)], Any, JsonPatch.Apply),
    ];

    private static RegoValue Filter(BuiltinContext context, RegoValue value, JsonPaths paths)
    {
        if (paths.IsEnd)
            return value;
        switch (value)
        {
            case RegoObject o:
                context.Charge(o.Count);
                var entries = new RegoObject.Builder();
                foreach (var (key, item) in o.Entries)
                {
                    if (paths[key] is { } inner)
                        entries.Set(key, Filter(context, item, inner));
                }
                return entries.Build();
            case RegoArray array:
                context.Charge(array.Count);
                var items = new List<RegoValue>();
                for (var i = 0; i < array.Count; i++)
                {
                    if (paths[Index(i)] is { } inner)
                        items.Add(Filter(context, array[i], inner));
                }
                return RegoArray.From(items);
            case RegoSet set:
                context.Charge(set.Count);
                return RegoSet.From(set.Items.ToArray().Where(i => paths[i] is not null).Select(i => Filter(context, i, paths[i]!)));
            default:
                return value;
        }
    }

    private static RegoValue Remove(BuiltinContext context, RegoValue value, JsonPaths paths)
    {
        switch (value)
        {
            case RegoObject o:
                context.Charge(o.Count);
                var entries = new RegoObject.Builder();
                foreach (var (key, item) in o.Entries)
                {
                    if (paths[key] is not { } inner)
                        entries.Set(key, item);
                    else if (!inner.IsEnd)
                        entries.Set(key, Remove(context, item, inner));
                }
                return entries.Build();
            case RegoArray array:
                context.Charge(array.Count);
                var items = new List<RegoValue>();
                for (var i = 0; i < array.Count; i++)
                {
                    if (paths[Index(i)] is not { } inner)
                        items.Add(array[i]);
                    else if (!inner.IsEnd)
                        items.Add(Remove(context, array[i], inner));
                }
                return RegoArray.From(items);
            case RegoSet set:
                context.Charge(set.Count);
                return RegoSet.From(set.Items.ToArray().Where(i => paths[i] is not { IsEnd: true }).Select(i => paths[i] is { } inner ? Remove(context, i, inner) : i));
            default:
                return value;
        }
    }

    private static RegoString Index(int at) => new(at.ToString(CultureInfo.InvariantCulture));
}
