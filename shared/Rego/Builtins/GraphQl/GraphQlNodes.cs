using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>Reads members of nodes. A tree that a policy made may lack any of them: absent ones are empty.</summary>
internal static class GraphQlNodes
{
    internal static string Text(this RegoObject node, string name) => node[name] is RegoString text ? text.Value : "";

    internal static string Name(this RegoObject node) => node.Text("Name");

    internal static bool Flag(this RegoObject node, string name) => node[name] is RegoBoolean { Value: true };

    internal static RegoObject Node(this RegoObject node, string name) => node[name] as RegoObject ?? RegoObject.Empty;

    internal static IEnumerable<RegoObject> Nodes(this RegoObject node, string name) =>
        node[name] is RegoArray items ? items.Items.ToArray().OfType<RegoObject>() : [];

    internal static IEnumerable<string> Texts(this RegoObject node, string name) =>
        node[name] is RegoArray items ? items.Items.ToArray().OfType<RegoString>().Select(text => text.Value) : [];

    internal static bool Has(this RegoObject node, string name) => node[name] is not null;

    internal static RegoObject? Called(this IEnumerable<RegoObject> nodes, string name) => nodes.FirstOrDefault(node => node.Name() == name);

    /// <summary>Of a value's node.</summary>
    internal static GraphQlValueKind ValueKind(this RegoObject value) =>
        value["Kind"] is RegoNumber number && number.TryGetWhole(out var kind) && kind >= 0 && kind <= (int)GraphQlValueKind.Object ? (GraphQlValueKind)(int)kind : GraphQlValueKind.Null;

    /// <summary>Of a type's node: the named type within all lists.</summary>
    internal static string InnerName(this RegoObject type)
    {
        while (type["Elem"] is RegoObject inner)
            type = inner;
        return type.Text("NamedType");
    }

    /// <summary>A type's node as documents write it: <c>[Int!]!</c>.</summary>
    internal static string TypeText(this RegoObject type) =>
        (type["Elem"] is RegoObject inner ? $"[{inner.TypeText()}]" : type.Text("NamedType")) + (type.Flag("NonNull") ? "!" : "");

    /// <summary>An argument that a call must give.</summary>
    internal static bool IsRequired(this RegoObject definition) => definition.Node("Type").Flag("NonNull") && !definition.Has("DefaultValue");
}
