using Attestry.Primitives.Limits;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>Selections that answer under one name must be the same field (October 2021, §5.3.2), and a subscription has one field (§5.2.3.1).</summary>
internal sealed class OverlapRules(BuiltinContext context, GraphQlSchema schema, GraphQlTree tree, IReadOnlyDictionary<string, RegoObject> fragments)
{
    internal void Demand(RegoObject operation, GraphQlType root)
    {
        var fields = Collect([(operation, root)]);
        if (operation.Text("Operation") == "subscription" && fields.Select(field => field.Node.Text("Alias")).Distinct().Skip(1).Any())
            throw tree.Fault(operation, $"{(operation.Name().Length > 0 ? $"Subscription \"{operation.Name()}\"" : "Anonymous Subscription")} must select only one top level field");
        Demand(fields, 0);
    }

    private void Demand(List<(RegoObject Node, GraphQlType Parent)> fields, int depth)
    {
        if (depth > GraphQlLimits.MaxDepth)
            throw tree.Fault(fields[0].Node, $"exceeded depth limit of {GraphQlLimits.MaxDepth}");
        foreach (var group in fields.GroupBy(field => field.Node.Text("Alias")))
        {
            var same = group.ToList();
            for (var i = 0; i < same.Count; i++)
            {
                for (var j = i + 1; j < same.Count; j++)
                    DemandPair(same[i], same[j]);
            }
            var below = Collect(same.Where(field => field.Node.Has("SelectionSet")).Select(field => (field.Node, TypeOf(field))));
            if (below.Count > 0)
                Demand(below, depth + 1);
        }
    }

    private void DemandPair((RegoObject Node, GraphQlType Parent) one, (RegoObject Node, GraphQlType Parent) other)
    {
        context.Charge(4);
        if (ReferenceEquals(one.Node, other.Node))
            return;
        var (type, otherType) = (Definition(one).Node("Type"), Definition(other).Node("Type"));
        var mayMeet = one.Parent == other.Parent || one.Parent.Kind != "OBJECT" || other.Parent.Kind != "OBJECT";
        var reason = mayMeet && one.Node.Name() != other.Node.Name() ? $"\"{one.Node.Name()}\" and \"{other.Node.Name()}\" are different fields"
            : mayMeet && !SameArguments(one.Node, other.Node) ? "they have differing arguments"
            : SameShape(type, otherType) ? null
            : $"they return conflicting types \"{type.TypeText()}\" and \"{otherType.TypeText()}\"";
        if (reason is not null)
            throw tree.Fault(one.Node, $"Fields \"{one.Node.Text("Alias")}\" conflict because {reason}. Use different aliases on the fields to fetch both if this was intentional");
    }

    private static bool SameArguments(RegoObject one, RegoObject other)
    {
        var (arguments, others) = (one.Nodes("Arguments").ToList(), other.Nodes("Arguments").ToList());
        return arguments.Count == others.Count && arguments.TrueForAll(argument => others.Called(argument.Name()) is { } own && own.Equals(argument));
    }

    private bool SameShape(RegoObject one, RegoObject other)
    {
        if (one.Flag("NonNull") != other.Flag("NonNull"))
            return false;
        if (one["Elem"] is RegoObject inner)
            return other["Elem"] is RegoObject own && SameShape(inner, own);
        var (name, otherName) = (one.Text("NamedType"), other.Text("NamedType"));
        return !other.Has("Elem") && (name == otherName || (schema.Types[name].IsComposite && schema.Types[otherName].IsComposite));
    }

    /// <summary>The fields of selections, with those of the fragments among them.</summary>
    private List<(RegoObject Node, GraphQlType Parent)> Collect(IEnumerable<(RegoObject Owner, GraphQlType Parent)> owners)
    {
        var fields = new List<(RegoObject, GraphQlType)>();
        var pending = new Queue<(RegoObject Owner, GraphQlType Parent)>(owners);
        var seen = new HashSet<string>();
        while (pending.TryDequeue(out var next))
        {
            foreach (var selection in next.Owner.Nodes("SelectionSet"))
            {
                context.Charge(2);
                if (selection.Has("Alias"))
                    fields.Add((selection, next.Parent));
                else if (!selection.Has("Name"))
                    pending.Enqueue((selection, selection.Text("TypeCondition") is { Length: > 0 } condition ? schema.Types[condition] : next.Parent));
                else if (seen.Add(selection.Name()))
                    pending.Enqueue((fragments[selection.Name()], schema.Types[fragments[selection.Name()].Text("TypeCondition")]));
            }
        }
        return fields;
    }

    private RegoObject Definition((RegoObject Node, GraphQlType Parent) field) => SelectionRules.FieldOf(schema, field.Parent, field.Node.Name())!;

    private GraphQlType TypeOf((RegoObject Node, GraphQlType Parent) field) => schema.Types[Definition(field).Node("Type").InnerName()];
}
