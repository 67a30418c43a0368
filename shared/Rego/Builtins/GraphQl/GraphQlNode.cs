using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>Gathers the members of a node. Empty lists and absent nodes leave no member behind.</summary>
internal sealed class GraphQlNode
{
    private readonly RegoObject.Builder _members = new();

    internal GraphQlNode Text(string name, string value) => Set(name, new RegoString(value));

    internal GraphQlNode Flag(string name, bool value = false) => Set(name, RegoBoolean.Of(value));

    internal GraphQlNode Number(string name, int value) => Set(name, RegoNumber.Of(value));

    internal GraphQlNode Node(string name, RegoObject? value) => value is null ? this : Set(name, value);

    internal GraphQlNode List(string name, List<RegoValue> values) => values.Count == 0 ? this : Set(name, RegoArray.From(values));

    internal RegoObject Build() => _members.Build();

    private GraphQlNode Set(string name, RegoValue value)
    {
        _members.Set(new RegoString(name), value);
        return this;
    }
}
