using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>The validity of schemas (October 2021, §3.3 to §3.13, "Type Validation" of each kind).</summary>
internal sealed class SchemaRules(BuiltinContext context, GraphQlSchema schema, GraphQlTree tree)
{
    internal void Demand()
    {
        var prelude = new HashSet<RegoObject>(GraphQlPrelude.Types, ReferenceEqualityComparer.Instance);
        foreach (var type in schema.Types.Values.OrderBy(type => type.Name, StringComparer.Ordinal))
            DemandType(type, isOwn: !prelude.Contains(type.Node));
        DemandFiniteInputs();
        foreach (var directive in tree.Root.Nodes("Directives"))
        {
            DemandName(directive);
            DemandArguments(directive);
        }
        foreach (var root in tree.Root.Nodes("Schema").Concat(tree.Root.Nodes("SchemaExtension")))
            DemandDirectives(root.Nodes("Directives"), "SCHEMA");
    }

    private void DemandType(GraphQlType type, bool isOwn)
    {
        if (type.Kind is not ("SCALAR" or "OBJECT" or "INTERFACE" or "UNION" or "ENUM" or "INPUT_OBJECT"))
            throw tree.Fault(type.Node, $"Type {type.Name} is of no known kind");
        foreach (var field in type.Fields)
            DemandField(type, field);
        if (type.RepeatedField is { } repeated)
            throw tree.Fault(repeated, $"Field {type.Name}.{repeated.Name()} can only be defined once");
        foreach (var name in type.Members)
            DemandMember(type, name);
        foreach (var name in type.Interfaces)
            DemandImplements(type, name);
        if (type.Kind is "OBJECT" or "INTERFACE" && type.Fields.Count == 0)
            throw tree.Fault(type.Node, $"{type.Kind} {type.Name}: must define one or more fields");
        if (type.Kind is "INPUT_OBJECT" && type.Fields.Count == 0)
            throw tree.Fault(type.Node, $"{type.Kind} {type.Name}: must define one or more input fields");
        if (type.Kind is "ENUM")
            DemandEnum(type);
        if (isOwn)
            DemandName(type.Node);
        DemandDirectives(type.Directives, type.Kind);
    }

    private void DemandField(GraphQlType type, RegoObject field)
    {
        context.Charge(4);
        DemandName(field);
        var isInput = type.Kind == "INPUT_OBJECT";
        var of = TypeOf(field);
        if (isInput ? !of.IsInput : !of.IsOutput)
            throw tree.Fault(field, $"{type.Kind} {type.Name}: field must be one of {(isInput ? "SCALAR, ENUM, INPUT_OBJECT" : "SCALAR, OBJECT, INTERFACE, UNION, ENUM")}");
        DemandArguments(field);
        DemandDirectives(field.Nodes("Directives"), isInput ? "INPUT_FIELD_DEFINITION" : "FIELD_DEFINITION");
    }

    private void DemandMember(GraphQlType type, string name)
    {
        context.Charge(1);
        if (!schema.Types.TryGetValue(name, out var member))
            throw tree.Fault(type.Node, $"Undefined type \"{name}\"");
        if (member.Kind != "OBJECT")
            throw tree.Fault(type.Node, $"{type.Kind} type \"{name}\" must be OBJECT");
    }

    private void DemandEnum(GraphQlType type)
    {
        if (type.EnumValues.Count == 0)
            throw tree.Fault(type.Node, $"{type.Kind} {type.Name}: must define one or more unique enum values");
        var names = new HashSet<string>();
        foreach (var value in type.EnumValues)
        {
            context.Charge(1);
            if (value.Name() is "true" or "false" or "null")
                throw tree.Fault(type.Node, $"{type.Kind} {type.Name}: non-enum value {value.Name()}");
            if (!names.Add(value.Name()))
                throw tree.Fault(value, $"Enum value {type.Name}.{value.Name()} can only be defined once");
            DemandDirectives(value.Nodes("Directives"), "ENUM_VALUE");
        }
    }

    private void DemandImplements(GraphQlType type, string name)
    {
        if (!schema.Types.TryGetValue(name, out var wanted))
            throw tree.Fault(type.Node, $"Undefined type \"{name}\"");
        if (wanted.Kind != "INTERFACE")
            throw tree.Fault(type.Node, $"\"{name}\" is a non interface type {wanted.Kind}");
        foreach (var field in wanted.Fields)
        {
            context.Charge(4);
            var subject = $"For {type.Name} to implement {name}";
            if (!type.FieldsByName.TryGetValue(field.Name(), out var found))
                throw tree.Fault(type.Node, $"{subject} it must have a field called {field.Name()}");
            if (!IsCovariant(field.Node("Type"), found.Node("Type")))
                throw tree.Fault(found, $"{subject} the field {field.Name()} must have type {field.Node("Type").TypeText()}");
            foreach (var argument in field.Nodes("Arguments"))
            {
                context.Charge(4);
                if (found.Nodes("Arguments").Called(argument.Name()) is not { } own)
                    throw tree.Fault(found, $"{subject} the field {field.Name()} must have the same arguments but it is missing {argument.Name()}");
                if (own.Node("Type").TypeText() != argument.Node("Type").TypeText())
                    throw tree.Fault(own, $"{subject} the field {field.Name()} must have the same arguments but {argument.Name()} has the wrong type");
            }
        }
    }

    /// <summary>IsValidImplementationFieldType (§3.6).</summary>
    private bool IsCovariant(RegoObject wanted, RegoObject found)
    {
        if (wanted.Flag("NonNull") && !found.Flag("NonNull"))
            return false;
        if (wanted["Elem"] is RegoObject inner)
            return found["Elem"] is RegoObject own && IsCovariant(inner, own);
        var (name, other) = (wanted.Text("NamedType"), found.Text("NamedType"));
        return name == other
            || schema.ObjectsOf(name).Contains(other)
            || (schema.Types.TryGetValue(other, out var type) && type.Interfaces.Contains(name));
    }

    /// <summary>
    /// No input object needs a value of itself (§3.10, Circular References): taking away those whose needs are all taken away
    /// takes all.
    /// </summary>
    private void DemandFiniteInputs()
    {
        var needs = schema.Types.Values.Where(type => type.Kind == "INPUT_OBJECT").ToDictionary(type => type.Name, Needs);
        var needers = needs.SelectMany(entry => entry.Value.Select(need => (need, entry.Key))).ToLookup(pair => pair.need, pair => pair.Key);
        var free = new Queue<string>(needs.Where(entry => entry.Value.Count == 0).Select(entry => entry.Key));
        while (free.TryDequeue(out var name))
        {
            needs.Remove(name);
            foreach (var needer in needers[name])
            {
                context.Charge(1);
                if (needs[needer].Remove(name) && needs[needer].Count == 0)
                    free.Enqueue(needer);
            }
        }
        if (needs.Keys.Min(StringComparer.Ordinal) is { } endless)
            throw tree.Fault(schema.Types[endless].Node, $"Cannot reference Input Object \"{endless}\" within itself through a series of non-null fields");
    }

    private HashSet<string> Needs(GraphQlType type)
    {
        context.Charge(1 + type.Fields.Count);
        return [.. type.Fields
            .Select(field => field.Node("Type"))
            .Where(of => of.Flag("NonNull") && !of.Has("Elem") && schema.Types[of.Text("NamedType")].Kind == "INPUT_OBJECT")
            .Select(of => of.Text("NamedType"))];
    }

    private void DemandArguments(RegoObject owner)
    {
        foreach (var argument in owner.Nodes("Arguments"))
        {
            context.Charge(4);
            DemandName(argument);
            if (TypeOf(argument) is { IsInput: false } type)
                throw tree.Fault(argument, $"cannot use {argument.Node("Type").TypeText()} as argument {argument.Name()} because {type.Kind} is not a valid input type");
            DemandDirectives(argument.Nodes("Directives"), "ARGUMENT_DEFINITION");
        }
    }

    private void DemandDirectives(IEnumerable<RegoObject> directives, string location)
    {
        foreach (var directive in directives)
        {
            context.Charge(4);
            DemandName(directive);
            var name = directive.Name();
            if (!schema.Directives.TryGetValue(name, out var definition))
                throw tree.Fault(directive, $"Undefined directive {name}");
            if (!definition.Texts("Locations").Contains(location))
                throw tree.Fault(directive, $"Directive {name} is not applicable on {location}");
            foreach (var argument in directive.Nodes("Arguments"))
            {
                context.Charge(1);
                if (definition.Nodes("Arguments").Called(argument.Name()) is null)
                    throw tree.Fault(argument, $"Undefined argument {argument.Name()} for directive {name}");
            }
            foreach (var wanted in definition.Nodes("Arguments").Where(GraphQlNodes.IsRequired))
            {
                context.Charge(1);
                if (directive.Nodes("Arguments").Called(wanted.Name())?.Node("Value").ValueKind() is null or GraphQlValueKind.Null)
                    throw tree.Fault(directive, $"Argument {wanted.Name()} for directive {name} cannot be null");
            }
        }
    }

    private GraphQlType TypeOf(RegoObject owner)
    {
        var name = owner.Node("Type").InnerName();
        return schema.Types.TryGetValue(name, out var type) ? type : throw tree.Fault(owner.Node("Type"), $"Undefined type {name}");
    }

    /// <summary>Names of two underscores are the language's own (§4.1).</summary>
    private void DemandName(RegoObject node)
    {
        if (node.Name().StartsWith("__", StringComparison.Ordinal))
            throw tree.Fault(node, $"Name \"{node.Name()}\" must not begin with \"__\", which is reserved by GraphQL introspection");
    }
}
