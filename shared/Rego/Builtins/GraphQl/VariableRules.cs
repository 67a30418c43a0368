using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>Variables of one operation, in it and in the fragments it reaches (October 2021, §5.8).</summary>
internal sealed class VariableRules(BuiltinContext context, GraphQlSchema schema, GraphQlTree tree)
{
    internal void Demand(RegoObject operation, IEnumerable<DefinitionUses> reached)
    {
        var variables = new Dictionary<string, RegoObject>();
        foreach (var variable in operation.Nodes("VariableDefinitions"))
        {
            context.Charge(4);
            var (name, type) = (variable.Text("Variable"), variable.Node("Type"));
            if (!variables.TryAdd(name, variable))
                throw tree.Fault(variable, $"There can be only one variable named \"${name}\"");
            if (!schema.Types.TryGetValue(type.InnerName(), out var named))
                throw tree.Fault(variable, $"Unknown type \"{type.InnerName()}\"");
            if (!named.IsInput)
                throw tree.Fault(variable, $"Variable \"${name}\" cannot be non-input type \"{type.TypeText()}\"");
        }
        var unused = new HashSet<string>(variables.Keys);
        var suffix = operation.Name().Length > 0 ? $" operation \"{operation.Name()}\"" : "";
        foreach (var use in reached.SelectMany(uses => uses.Variables))
        {
            context.Charge(2);
            var name = use.Value.Text("Raw");
            if (!variables.TryGetValue(name, out var variable))
                throw tree.Fault(use.Value, $"Variable \"${name}\" is not defined{(suffix.Length > 0 ? " by" + suffix : "")}");
            unused.Remove(name);
            if (use.Type is { } type && !MayStand(variable, type, use.HasDefault))
                throw tree.Fault(use.Value, $"Variable \"${name}\" of type \"{variable.Node("Type").TypeText()}\" used in position expecting type \"{type.TypeText()}\"");
        }
        if (variables.Values.FirstOrDefault(variable => unused.Contains(variable.Text("Variable"))) is { } idle)
            throw tree.Fault(idle, $"Variable \"${idle.Text("Variable")}\" is never used{(suffix.Length > 0 ? " in" + suffix : "")}");
    }

    /// <summary>IsVariableUsageAllowed (§5.8.5).</summary>
    private static bool MayStand(RegoObject variable, RegoObject wanted, bool hasDefault)
    {
        var own = variable.Node("Type");
        var isFilled = hasDefault || (variable["DefaultValue"] is RegoObject value && value.ValueKind() != GraphQlValueKind.Null);
        return wanted.Flag("NonNull") && !own.Flag("NonNull") && isFilled ? SameKind(own, wanted) : IsCompatible(own, wanted);
    }

    private static bool IsCompatible(RegoObject own, RegoObject wanted) => (own.Flag("NonNull") || !wanted.Flag("NonNull")) && SameKind(own, wanted);

    private static bool SameKind(RegoObject own, RegoObject wanted) => (own["Elem"], wanted["Elem"]) switch
    {
        (RegoObject inner, RegoObject other) => IsCompatible(inner, other),
        (null, null) => own.Text("NamedType") == wanted.Text("NamedType"),
        _ => false,
    };
}
