using System.Globalization;
using Attestry.Rego.Values;
using static Attestry.Rego.Builtins.GraphQl.GraphQlValueKind;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>Whether values fit where they stand (October 2021, §5.4.2, §5.6): arguments, values, input fields.</summary>
internal sealed class ValueRules(BuiltinContext context, GraphQlSchema schema, GraphQlTree tree)
{
    /// <param name="owner">The field or directive with the arguments.</param>
    /// <param name="subject">It in messages: <c>Field "a"</c>.</param>
    /// <param name="place">It in messages about unknown arguments: <c>field "T.a"</c>.</param>
    internal void DemandArguments(RegoObject owner, RegoObject definition, string subject, string place, DefinitionUses uses)
    {
        var wanted = definition.Nodes("Arguments").ToList();
        var given = new HashSet<string>();
        foreach (var argument in owner.Nodes("Arguments"))
        {
            context.Charge(1 + wanted.Count);
            if (!given.Add(argument.Name()))
                throw tree.Fault(argument, $"There can be only one argument named \"{argument.Name()}\"");
            if (wanted.Called(argument.Name()) is not { } known)
                throw tree.Fault(owner, $"Unknown argument \"{argument.Name()}\" on {place}");
            if (known.IsRequired() && argument.Node("Value").ValueKind() == Null)
                throw Missing(owner, known, subject);
            Demand(argument.Node("Value"), known.Node("Type"), known.Has("DefaultValue"), uses);
        }
        if (wanted.Find(argument => argument.IsRequired() && !given.Contains(argument.Name())) is { } missing)
            throw Missing(owner, missing, subject);
    }

    internal void Demand(RegoObject value, RegoObject type, bool hasDefault, DefinitionUses uses)
    {
        context.Charge(4);
        var kind = value.ValueKind();
        if (kind == Variable)
        {
            uses.Variables.Add(new(value, type, hasDefault));
        }
        else if (kind == Null)
        {
            if (type.Flag("NonNull"))
                throw Unfit(value, type);
        }
        else if (type["Elem"] is RegoObject element)
        {
            // A single value stands for a list of one (§3.11, input coercion).
            if (kind != List)
                Demand(value, element, false, uses);
            foreach (var child in kind == List ? value.Nodes("Children") : [])
                Demand(child.Node("Value"), element, false, uses);
        }
        else if (schema.Types.TryGetValue(type.Text("NamedType"), out var named))
        {
            DemandNamed(value, kind, type, named, uses);
        }
    }

    private void DemandNamed(RegoObject value, GraphQlValueKind kind, RegoObject type, GraphQlType named, DefinitionUses uses)
    {
        if (named.Kind == "INPUT_OBJECT")
        {
            DemandInput(kind == GraphQlValueKind.Object ? value : throw Unfit(value, type), named, uses);
            return;
        }
        if (named.Kind == "ENUM")
        {
            if (kind != GraphQlValueKind.Enum)
                throw tree.Fault(value, $"Enum \"{type.TypeText()}\" cannot represent non-enum value: {Written(value)}");
            context.Charge(named.EnumValues.Count);
            if (named.EnumValues.Called(value.Text("Raw")) is null)
                throw tree.Fault(value, $"Value \"{value.Text("Raw")}\" does not exist in \"{type.TypeText()}\" enum");
            return;
        }
        if (!GraphQlPrelude.IsScalar(named.Name))
            Collect(value, uses);
        else if (!Fits(named.Name, kind, value.Text("Raw")))
            throw Unfit(value, type);
    }

    private static bool Fits(string scalar, GraphQlValueKind kind, string raw) => scalar switch
    {
        "Int" => kind == Int && int.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "Float" => kind is Int or Float,
        "Boolean" => kind == GraphQlValueKind.Boolean,
        "ID" => kind is Int or GraphQlValueKind.String or Block,
        _ => kind is GraphQlValueKind.String or Block,
    };

    private void DemandInput(RegoObject value, GraphQlType type, DefinitionUses uses)
    {
        var given = new HashSet<string>();
        foreach (var child in value.Nodes("Children"))
        {
            if (!given.Add(child.Name()))
                throw tree.Fault(child, $"There can be only one input field named \"{child.Name()}\"");
            if (!type.FieldsByName.TryGetValue(child.Name(), out var field))
                throw tree.Fault(child, $"Field \"{child.Name()}\" is not defined by type \"{type.Name}\"");
            Demand(child.Node("Value"), field.Node("Type"), field.Has("DefaultValue"), uses);
        }
        context.Charge(type.Fields.Count);
        if (type.Fields.Find(field => field.IsRequired() && !given.Contains(field.Name())) is { } missing)
            throw tree.Fault(value, $"Field \"{type.Name}.{missing.Name()}\" of required type \"{missing.Node("Type").TypeText()}\" was not provided");
    }

    /// <summary>Variables within a value of a scalar that only the service knows.</summary>
    private void Collect(RegoObject value, DefinitionUses uses)
    {
        context.Charge(1);
        if (value.ValueKind() == Variable)
            uses.Variables.Add(new(value, null, false));
        foreach (var child in value.Nodes("Children"))
            Collect(child.Node("Value"), uses);
    }

    private GraphQlException Missing(RegoObject owner, RegoObject argument, string subject) =>
        tree.Fault(owner, $"{subject} argument \"{argument.Name()}\" of type \"{argument.Node("Type").TypeText()}\" is required, but it was not provided");

    private GraphQlException Unfit(RegoObject value, RegoObject type) => tree.Fault(value, type.TypeText().TrimEnd('!') switch
    {
        "Int" when value.ValueKind() == Int => $"Int cannot represent non 32-bit signed integer value: {Written(value)}",
        "Int" => $"Int cannot represent non-integer value: {Written(value)}",
        "String" => $"String cannot represent a non string value: {Written(value)}",
        "Boolean" => $"Boolean cannot represent a non boolean value: {Written(value)}",
        "Float" => $"Float cannot represent non numeric value: {Written(value)}",
        "ID" => $"ID cannot represent a non-string and non-integer value: {Written(value)}",
        _ => $"Expected value of type \"{type.TypeText()}\", found {Written(value)}",
    });

    private static string Written(RegoObject value) => value.ValueKind() switch
    {
        Variable => "$" + value.Text("Raw"),
        GraphQlValueKind.String or Block => GraphQlText.Quote(value.Text("Raw")),
        List => "[" + string.Join(',', value.Nodes("Children").Select(child => Written(child.Node("Value")))) + "]",
        GraphQlValueKind.Object => "{" + string.Join(',', value.Nodes("Children").Select(child => child.Name() + ":" + Written(child.Node("Value")))) + "}",
        _ => value.Text("Raw"),
    };
}
