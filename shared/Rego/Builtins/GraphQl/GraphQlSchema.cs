using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>A valid schema: its types with their extensions, its directives and the types of its operations.</summary>
internal sealed class GraphQlSchema
{
    private readonly Dictionary<string, HashSet<string>> _objects = [];

    private GraphQlSchema(BuiltinContext context, GraphQlTree tree)
    {
        foreach (var definition in GraphQlPrelude.Types)
            Define(definition);
        foreach (var definition in tree.Root.Nodes("Definitions"))
        {
            context.Charge(4);
            if (!Define(definition))
                throw tree.Fault(definition, $"Cannot redeclare type {definition.Name()}");
        }
        foreach (var extension in tree.Root.Nodes("Extensions"))
        {
            context.Charge(4);
            Extend(tree, extension);
        }
        foreach (var directive in GraphQlPrelude.Root.Nodes("Directives"))
            Directives[directive.Name()] = directive;
        var own = new HashSet<string>();
        foreach (var directive in tree.Root.Nodes("Directives"))
        {
            if (!own.Add(directive.Name()))
                throw tree.Fault(directive, $"Cannot redeclare directive {directive.Name()}");
            Directives.TryAdd(directive.Name(), directive);
        }
        FindObjects(context);
        FindRoots(tree);
    }

    internal Dictionary<string, GraphQlType> Types { get; } = [];

    internal Dictionary<string, RegoObject> Directives { get; } = [];

    /// <summary>By operation: <c>query</c>, <c>mutation</c>, <c>subscription</c>.</summary>
    internal Dictionary<string, GraphQlType> Roots { get; } = [];

    /// <exception cref="GraphQlException">It breaks a rule of schemas.</exception>
    internal static GraphQlSchema Load(BuiltinContext context, GraphQlTree tree)
    {
        var schema = new GraphQlSchema(context, tree);
        new SchemaRules(context, schema, tree).Demand();
        return schema;
    }

    /// <summary>The object types that a value of the type may have (§5.5.2.3, GetPossibleTypes).</summary>
    internal IReadOnlySet<string> ObjectsOf(string type) => _objects.TryGetValue(type, out var objects) ? objects : new HashSet<string>();

    private bool Define(RegoObject definition)
    {
        var type = new GraphQlType(definition);
        type.Add(definition);
        return Types.TryAdd(type.Name, type);
    }

    private void Extend(GraphQlTree tree, RegoObject extension)
    {
        if (!Types.TryGetValue(extension.Name(), out var type))
            Types[extension.Name()] = type = new GraphQlType(extension);
        if (type.Kind != extension.Text("Kind"))
            throw tree.Fault(extension, $"Cannot extend type {type.Name} because the base type is a {type.Kind}, not {extension.Text("Kind")}");
        type.Add(extension);
    }

    private void FindObjects(BuiltinContext context)
    {
        foreach (var type in Types.Values)
        {
            context.Charge(1 + type.Interfaces.Count + type.Members.Count);
            if (type.Kind == "OBJECT")
            {
                foreach (var name in type.Interfaces.Append(type.Name))
                    Of(name).Add(type.Name);
            }
            Of(type.Name).UnionWith(type.Members);
        }
    }

    private HashSet<string> Of(string name) => _objects.TryGetValue(name, out var objects) ? objects : _objects[name] = [];

    private void FindRoots(GraphQlTree tree)
    {
        var schemas = tree.Root.Nodes("Schema").ToList();
        if (schemas.Count > 1)
            throw tree.Fault(schemas[1], "Cannot have multiple schema entry points, consider schema extensions instead");
        foreach (var root in schemas.Concat(tree.Root.Nodes("SchemaExtension")).SelectMany(schema => schema.Nodes("OperationTypes")))
        {
            Roots[root.Text("Operation")] = Types.TryGetValue(root.Text("Type"), out var type)
                ? type
                : throw tree.Fault(root, $"Schema root {root.Text("Operation")} refers to a type {root.Text("Type")} that does not exist");
        }
        if (schemas.Count > 0)
            return;
        foreach (var (operation, name) in new[] { ("query", "Query"), ("mutation", "Mutation"), ("subscription", "Subscription") })
        {
            if (Types.TryGetValue(name, out var type))
                Roots.TryAdd(operation, type);
        }
    }
}
