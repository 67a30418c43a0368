using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Json;

/// <summary>Paths into documents, gathered to a tree of the keys that they name.</summary>
internal sealed class JsonPaths
{
    private readonly Dictionary<RegoValue, JsonPaths> _children = [];

    /// <summary>A path ends here: all of the value is meant.</summary>
    internal bool IsEnd { get; private set; }

    internal JsonPaths? this[RegoValue key] => _children.GetValueOrDefault(key);

    internal static JsonPaths Read(BuiltinContext context, ReadOnlySpan<RegoValue> operands, int at)
    {
        var root = new JsonPaths();
        foreach (var item in operands.Items(at, "one of {set, array}"))
        {
            var node = root;
            foreach (var segment in Segments(item) ?? throw Wrong(at, item))
            {
                context.Charge(1);
                if (!node._children.TryGetValue(segment, out var child))
                    node._children[segment] = child = new JsonPaths();
                node = child;
            }
            node.IsEnd = node != root;
        }
        return root;
    }

    /// <summary>Segments of <c>a/b</c>, where <c>~1</c> stands for a slash and <c>~0</c> for a tilde (RFC 6901 §4), or the items of an array.</summary>
    internal static RegoValue[]? Segments(RegoValue path) => path switch
    {
        RegoString { Value: "" } => [],
        RegoString text => [.. text.Value.TrimStart('/').Split('/').Select(s =>
            new RegoString(s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))],
        RegoArray array => array.Items.ToArray(),
        _ => null,
    };

    private static BuiltinException Wrong(int at, RegoValue item) =>
        new($"operand {at + 1} must be one of {{set, array}} containing string paths or array of path segments but got {item.TypeName}", BuiltinException.TypeError);
}
