using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>A type of a schema: its definition with all extensions.</summary>
/// <param name="node">The definition, or the extension of a type that nothing defines.</param>
internal sealed class GraphQlType(RegoObject node)
{
    internal RegoObject Node { get; } = node;

    internal string Name { get; } = node.Name();

    internal string Kind { get; } = node.Text("Kind");

    internal List<RegoObject> Fields { get; } = [];

    internal Dictionary<string, RegoObject> FieldsByName { get; } = [];

    /// <summary>A field that came after another of its name.</summary>
    internal RegoObject? RepeatedField { get; private set; }

    internal List<string> Interfaces { get; } = [];

    /// <summary>Of a union.</summary>
    internal List<string> Members { get; } = [];

    internal List<RegoObject> EnumValues { get; } = [];

    internal List<RegoObject> Directives { get; } = [];

    internal bool IsInput => Kind is "SCALAR" or "ENUM" or "INPUT_OBJECT";

    internal bool IsOutput => Kind is not "INPUT_OBJECT";

    internal bool IsLeaf => Kind is "SCALAR" or "ENUM";

    internal bool IsComposite => Kind is "OBJECT" or "INTERFACE" or "UNION";

    internal void Add(RegoObject definition)
    {
        foreach (var field in definition.Nodes("Fields"))
        {
            Fields.Add(field);
            if (!FieldsByName.TryAdd(field.Name(), field))
                RepeatedField ??= field;
        }
        Interfaces.AddRange(definition.Texts("Interfaces"));
        Members.AddRange(definition.Texts("Types"));
        EnumValues.AddRange(definition.Nodes("EnumValues"));
        Directives.AddRange(definition.Nodes("Directives"));
    }
}
