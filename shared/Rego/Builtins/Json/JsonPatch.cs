using System.Globalization;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Json;

/// <summary>RFC 6902, on sets too: there a path's segment is the member itself. A patch that cannot be applied makes the call undefined.</summary>
internal static class JsonPatch
{
    private delegate RegoValue? Edit(BuiltinContext context, RegoValue container, RegoValue key);

    internal static RegoValue? Apply(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        RegoValue? value = operands[0];
        foreach (var item in operands.Array(1).Items)
        {
            if (item is not RegoObject operation)
                throw Operands.WrongItem(operands, 1, "array of objects", item);
            value = Step(context, value, operation);
            if (value is null)
                return null;
        }
        return value;
    }

    private static RegoValue? Step(BuiltinContext context, RegoValue target, RegoObject operation)
    {
        if (operation["op"] is not RegoString { Value: var op })
            throw new BuiltinException("operand 2 must be array of objects with attribute 'op' of type string", BuiltinException.TypeError);
        var path = Path(operation, "path");
        switch (op)
        {
            case "add":
                return Add(context, target, path, Value(operation));
            case "remove":
                return Remove(context, target, path);
            case "replace":
                return path.Length == 0 ? Value(operation) : Replace(context, target, path, Value(operation));
            case "move":
                var from = Path(operation, "from");
                if (Get(target, from) is not { } moved)
                    return null;
                return Remove(context, target, from) is { } rest ? Add(context, rest, path, moved)
                    : path.Length == 0 ? moved
                    : null;
            case "copy":
                return Get(target, Path(operation, "from")) is { } copied ? Add(context, target, path, copied) : null;
            case "test":
                return Get(target, path) is { } found && found.Equals(Value(operation)) ? target : null;
            default:
                throw new BuiltinException($"operand 2 must be array of patches with a known 'op', not '{Primitives.Bounded.Quote(op)}'");
        }
    }

    private static RegoValue? Add(BuiltinContext context, RegoValue target, ReadOnlySpan<RegoValue> path, RegoValue value) =>
        path.IsEmpty ? value : At(context, target, path, (c, container, key) => Insert(c, container, key, value));

    private static RegoValue? Remove(BuiltinContext context, RegoValue target, ReadOnlySpan<RegoValue> path) =>
        path.IsEmpty ? null : At(context, target, path, Drop);

    private static RegoValue? Replace(BuiltinContext context, RegoValue target, ReadOnlySpan<RegoValue> path, RegoValue value) =>
        At(context, target, path, (c, container, key) => Set(c, container, key, value));

    /// <summary>Copies the containers on the way to the last segment, where <paramref name="edit"/> makes the new container.</summary>
    private static RegoValue? At(BuiltinContext context, RegoValue container, ReadOnlySpan<RegoValue> path, Edit edit)
    {
        if (path.Length == 1)
            return edit(context, container, path[0]);
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return Child(container, path[0]) is { } child && At(context, child, path[1..], edit) is { } edited
            ? Set(context, container, path[0], edited)
            : null;
    }

    private static RegoValue? Get(RegoValue value, ReadOnlySpan<RegoValue> path)
    {
        RegoValue? found = value;
        foreach (var segment in path)
        {
            if (found is null)
                return null;
            found = Child(found, segment);
        }
        return found;
    }

    private static RegoValue? Child(RegoValue container, RegoValue key) => container switch
    {
        RegoObject o => o.TryGet(key, out var value) ? value : null,
        RegoArray array => Index(key, array.Count - 1) is { } at ? array[at] : null,
        RegoSet set => set.Contains(key) ? key : null,
        _ => null,
    };

    private static RegoValue? Set(BuiltinContext context, RegoValue container, RegoValue key, RegoValue value)
    {
        switch (container)
        {
            case RegoObject o when o.ContainsKey(key):
                return Insert(context, o, key, value);
            case RegoArray array when Index(key, array.Count - 1) is { } at:
                context.Charge(array.Count);
                var items = array.Items.ToArray();
                items[at] = value;
                return new RegoArray(items);
            case RegoSet set when set.Contains(key):
                context.Charge(set.Count);
                return RegoSet.From(set.Items.ToArray().Where(i => !i.Equals(key)).Append(value));
            default:
                return null;
        }
    }

    private static RegoValue? Insert(BuiltinContext context, RegoValue container, RegoValue key, RegoValue value)
    {
        switch (container)
        {
            case RegoObject o:
                context.Charge(o.Count);
                var entries = new RegoObject.Builder();
                foreach (var (k, v) in o.Entries)
                    entries.Set(k, v);
                entries.Set(key, value);
                return entries.Build();
            case RegoArray array:
                context.Charge(array.Count);
                var at = key is RegoString { Value: "-" } ? array.Count : Index(key, array.Count);
                return at is { } position ? new RegoArray([.. array.Items[..position], value, .. array.Items[position..]]) : null;
            case RegoSet set when key.Equals(value):
                context.Charge(set.Count);
                return RegoSet.From(set.Items.ToArray().Append(value));
            default:
                return null;
        }
    }

    private static RegoValue? Drop(BuiltinContext context, RegoValue container, RegoValue key)
    {
        switch (container)
        {
            case RegoObject o when o.ContainsKey(key):
                context.Charge(o.Count);
                return RegoObject.From(o.Entries.Where(e => !e.Key.Equals(key)));
            case RegoArray array when Index(key, array.Count - 1) is { } at:
                context.Charge(array.Count);
                return new RegoArray([.. array.Items[..at], .. array.Items[(at + 1)..]]);
            case RegoSet set when set.Contains(key):
                context.Charge(set.Count);
                return RegoSet.From(set.Items.ToArray().Where(i => !i.Equals(key)));
            default:
                return null;
        }
    }

    // RFC 6901 §4: digits without a leading zero.
    private static int? Index(RegoValue key, int last)
    {
        var text = key switch
        {
            RegoString s => s.Value,
            RegoNumber n => n.Text,
            _ => "",
        };
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= last && (text == "0" || text[0] != '0') ? at : null;
    }

    private static RegoValue[] Path(RegoObject operation, string name) =>
        operation[name] is { } path && JsonPaths.Segments(path) is { } segments
            ? segments
            : throw new BuiltinException($"operand 2 must be array of patches with '{name}' of type string or array", BuiltinException.TypeError);

    private static RegoValue Value(RegoObject operation) =>
        operation["value"] ?? throw new BuiltinException("operand 2 must be array of patches with attribute 'value'", BuiltinException.TypeError);
}
