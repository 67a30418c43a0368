using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>What one operation or fragment selects: fields, fragments, directives (October 2021, §5.3, §5.5, §5.7).</summary>
/// <param name="fragments">Of the document, by name.</param>
internal sealed class SelectionRules(BuiltinContext context, GraphQlSchema schema, GraphQlTree tree, IReadOnlyDictionary<string, RegoObject> fragments)
{
    private readonly ValueRules _values = new(context, schema, tree);

    internal DefinitionUses Demand(RegoObject definition, GraphQlType type, string location)
    {
        var uses = new DefinitionUses();
        DemandDirectives(definition, location, uses);
        foreach (var variable in definition.Nodes("VariableDefinitions"))
        {
            if (variable["DefaultValue"] is RegoObject value)
                _values.Demand(value, variable.Node("Type"), false, uses);
            DemandDirectives(variable, "VARIABLE_DEFINITION", uses);
        }
        DemandSelections(definition, type, uses);
        return uses;
    }

    /// <summary>The type that a fragment applies to.</summary>
    internal GraphQlType Condition(RegoObject fragment)
    {
        var name = fragment.Text("TypeCondition");
        if (!schema.Types.TryGetValue(name, out var type))
            throw tree.Fault(fragment, $"Unknown type \"{name}\"");
        return type.IsComposite ? type : throw tree.Fault(fragment, $"Fragment cannot condition on non composite type \"{name}\"");
    }

    /// <summary>The definition of a selected field; null when the type has none.</summary>
    internal static RegoObject? FieldOf(GraphQlSchema schema, GraphQlType type, string name) =>
        type.FieldsByName.TryGetValue(name, out var field) ? field
        : GraphQlPrelude.MetaFields.TryGetValue(name, out var meta) && (name == "__typename" || schema.Roots.GetValueOrDefault("query") == type) ? meta
        : null;

    private void DemandSelections(RegoObject owner, GraphQlType type, DefinitionUses uses)
    {
        foreach (var selection in owner.Nodes("SelectionSet"))
        {
            context.Charge(8);
            if (selection.Has("Alias"))
                DemandField(selection, type, uses);
            else if (selection.Has("Name"))
                DemandSpread(selection, type, uses);
            else
                DemandInline(selection, type, uses);
        }
    }

    private void DemandField(RegoObject field, GraphQlType type, DefinitionUses uses)
    {
        var name = field.Name();
        if (FieldOf(schema, type, name) is not { } definition)
            throw tree.Fault(field, $"Cannot query field \"{name}\" on type \"{type.Name}\"");
        _values.DemandArguments(field, definition, $"Field \"{name}\"", $"field \"{type.Name}.{name}\"", uses);
        DemandDirectives(field, "FIELD", uses);
        var of = schema.Types[definition.Node("Type").InnerName()];
        if (of.IsLeaf && field.Has("SelectionSet"))
            throw tree.Fault(field, $"Field \"{name}\" must not have a selection since type \"{of.Name}\" has no subfields");
        if (of.IsComposite && !field.Has("SelectionSet"))
            throw tree.Fault(field, $"Field \"{name}\" of type \"{definition.Node("Type").TypeText()}\" must have a selection of subfields. Did you mean \"{name} {{ ... }}\"?");
        DemandSelections(field, of, uses);
    }

    private void DemandSpread(RegoObject spread, GraphQlType type, DefinitionUses uses)
    {
        var name = spread.Name();
        if (!fragments.TryGetValue(name, out var fragment))
            throw tree.Fault(spread, $"Unknown fragment \"{name}\"");
        uses.Spreads.Add(name);
        var condition = Condition(fragment);
        if (!Overlap(type, condition))
            throw tree.Fault(spread, $"Fragment \"{name}\" cannot be spread here as objects of type \"{type.Name}\" can never be of type \"{condition.Name}\"");
        DemandDirectives(spread, "FRAGMENT_SPREAD", uses);
    }

    private void DemandInline(RegoObject fragment, GraphQlType type, DefinitionUses uses)
    {
        var condition = fragment.Text("TypeCondition").Length == 0 ? type : Condition(fragment);
        if (!Overlap(type, condition))
            throw tree.Fault(fragment, $"Fragment cannot be spread here as objects of type \"{type.Name}\" can never be of type \"{condition.Name}\"");
        DemandDirectives(fragment, "INLINE_FRAGMENT", uses);
        DemandSelections(fragment, condition, uses);
    }

    private bool Overlap(GraphQlType one, GraphQlType other)
    {
        var (objects, others) = (schema.ObjectsOf(one.Name), schema.ObjectsOf(other.Name));
        context.Charge(Math.Min(objects.Count, others.Count));
        return one == other || (objects.Count < others.Count ? others.Overlaps(objects) : objects.Overlaps(others));
    }

    private void DemandDirectives(RegoObject owner, string location, DefinitionUses uses)
    {
        var given = new HashSet<string>();
        foreach (var directive in owner.Nodes("Directives"))
        {
            context.Charge(8);
            var name = directive.Name();
            if (!schema.Directives.TryGetValue(name, out var definition))
                throw tree.Fault(directive, $"Unknown directive \"@{name}\"");
            if (!definition.Texts("Locations").Contains(location))
                throw tree.Fault(directive, $"Directive \"@{name}\" may not be used on {location}");
            if (!given.Add(name) && !definition.Flag("IsRepeatable"))
                throw tree.Fault(directive, $"The directive \"@{name}\" can only be used once at this location");
            _values.DemandArguments(directive, definition, $"Directive \"@{name}\"", $"directive \"@{name}\"", uses);
        }
    }
}
