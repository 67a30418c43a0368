using Attestry.Rego.Values;
using static Attestry.Rego.Builtins.GraphQl.GraphQlTokenKind;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>Reads a document of the type system: types, directives, schemas and their extensions (October 2021, §3).</summary>
internal sealed class SchemaParser : GraphQlParser
{
    private static readonly HashSet<string> Locations =
    [
        "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD", "INLINE_FRAGMENT", "VARIABLE_DEFINITION",
        "SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE", "INPUT_OBJECT", "INPUT_FIELD_DEFINITION",
    ];

    private readonly List<RegoValue> _schemas = [];
    private readonly List<RegoValue> _schemaExtensions = [];
    private readonly List<RegoValue> _directives = [];
    private readonly List<RegoValue> _definitions = [];
    private readonly List<RegoValue> _extensions = [];

    private SchemaParser(BuiltinContext context, string text)
        : base(context, text)
    {
    }

    /// <exception cref="GraphQlException">It is not one.</exception>
    internal static GraphQlTree Parse(BuiltinContext context, string text) => new SchemaParser(context, text).Document();

    private GraphQlTree Document()
    {
        while (Peek.Kind != End)
            Definition();
        return Tree(new GraphQlNode()
            .List("Schema", _schemas)
            .List("SchemaExtension", _schemaExtensions)
            .List("Directives", _directives)
            .List("Definitions", _definitions)
            .List("Extensions", _extensions)
            .Build());
    }

    private void Definition()
    {
        var before = Peek;
        var description = Description();
        if (Peek.Kind != GraphQlTokenKind.Name)
            throw Unexpected();
        if (IsKeyword("extend"))
        {
            if (description.Length > 0)
                throw Unexpected(before);
            Extension();
        }
        else if (IsKeyword("schema"))
        {
            _schemas.Add(Schema(description, isExtension: false));
        }
        else if (IsKeyword("directive"))
        {
            _directives.Add(DirectiveDefinition(description));
        }
        else
        {
            _definitions.Add(TypeDefinition(description, isExtension: false));
        }
    }

    private string Description() => Peek.Kind is GraphQlTokenKind.String or BlockString ? Next().Value : "";

    private void Extension()
    {
        Next();
        if (IsKeyword("schema"))
            _schemaExtensions.Add(Schema("", isExtension: true));
        else
            _extensions.Add(TypeDefinition("", isExtension: true));
    }

    private RegoObject Schema(string description, bool isExtension)
    {
        Next();
        var position = Peek.Position;
        var directives = Directives(isConstant: true);
        if (!isExtension && Peek.Kind != OpenBrace)
            throw Fault($"Expected {{, found {GraphQlToken.Sign(Peek.Kind)}");
        var operations = Some(OpenBrace, CloseBrace, OperationType);
        if (directives.Count == 0 && operations.Count == 0)
            throw Unexpected();
        return At(position, new GraphQlNode().Text("Description", description).List("Directives", directives).List("OperationTypes", operations));
    }

    private RegoObject OperationType()
    {
        var position = Peek.Position;
        if (!IsKeyword("query") && !IsKeyword("mutation") && !IsKeyword("subscription"))
            throw Unexpected();
        var operation = Next().Value;
        Expect(Colon);
        return At(position, new GraphQlNode().Text("Operation", operation).Text("Type", Name()));
    }

    private RegoObject TypeDefinition(string description, bool isExtension)
    {
        var kind = Peek is { Kind: GraphQlTokenKind.Name, Value: var word } ? KindOf(word) : null;
        if (kind is null)
            throw Unexpected();
        Next();
        var position = Peek.Position;
        var node = new GraphQlNode().Text("Kind", kind).Text("Description", description).Text("Name", Name()).Flag("BuiltIn");
        var interfaces = kind is "OBJECT" or "INTERFACE" ? Interfaces() : [];
        var directives = Directives(isConstant: true);
        var members = Members(kind, node);
        if (isExtension && interfaces.Count + directives.Count + members == 0)
            throw Unexpected();
        return At(position, node.List("Interfaces", interfaces).List("Directives", directives));
    }

    private static string? KindOf(string word) => word switch
    {
        "scalar" => "SCALAR",
        "type" => "OBJECT",
        "interface" => "INTERFACE",
        "union" => "UNION",
        "enum" => "ENUM",
        "input" => "INPUT_OBJECT",
        _ => null,
    };

    private int Members(string kind, GraphQlNode node)
    {
        var (name, members) = kind switch
        {
            "OBJECT" or "INTERFACE" => ("Fields", Some(OpenBrace, CloseBrace, () => Input(withArguments: true, withDefault: false))),
            "INPUT_OBJECT" => ("Fields", Some(OpenBrace, CloseBrace, () => Input(withArguments: false, withDefault: true))),
            "ENUM" => ("EnumValues", Some(OpenBrace, CloseBrace, EnumValue)),
            "UNION" when Skip(GraphQlTokenKind.Equals) => ("Types", Names(Pipe)),
            _ => ("Types", []),
        };
        node.List(name, members);
        return members.Count;
    }

    private List<RegoValue> Interfaces()
    {
        if (!IsKeyword("implements"))
            return [];
        Next();
        return Names(Ampersand);
    }

    private List<RegoValue> Names(GraphQlTokenKind separator)
    {
        Skip(separator);
        var names = new List<RegoValue>();
        do
            names.Add(new RegoString(Name()));
        while (Skip(separator));
        return names;
    }

    /// <summary>A field, an argument or an input field: they differ in what may follow the name and the type.</summary>
    private RegoObject Input(bool withArguments, bool withDefault)
    {
        var node = new GraphQlNode().Text("Description", Description());
        var position = Peek.Position;
        node.Text("Name", Name());
        if (withArguments)
            node.List("Arguments", ArgumentDefinitions());
        Expect(Colon);
        node.Node("Type", Type());
        if (withDefault)
            node.Node("DefaultValue", Default());
        return At(position, node.List("Directives", Directives(isConstant: true)));
    }

    private List<RegoValue> ArgumentDefinitions() =>
        Some(OpenParenthesis, CloseParenthesis, () => Input(withArguments: false, withDefault: true));

    private RegoObject EnumValue()
    {
        var node = new GraphQlNode().Text("Description", Description());
        var position = Peek.Position;
        return At(position, node.Text("Name", Name()).List("Directives", Directives(isConstant: true)));
    }

    private RegoObject DirectiveDefinition(string description)
    {
        Next();
        Expect(GraphQlTokenKind.At);
        var position = Peek.Position;
        var node = new GraphQlNode().Text("Description", description).Text("Name", Name()).List("Arguments", ArgumentDefinitions());
        var isRepeatable = IsKeyword("repeatable");
        if (isRepeatable)
            Next();
        ExpectKeyword("on");
        return At(position, node.Flag("IsRepeatable", isRepeatable).List("Locations", DirectiveLocations()));
    }

    private List<RegoValue> DirectiveLocations()
    {
        Skip(Pipe);
        var locations = new List<RegoValue>();
        do
        {
            var token = Expect(GraphQlTokenKind.Name);
            locations.Add(Locations.Contains(token.Value) ? new RegoString(token.Value) : throw Unexpected(token));
        }
        while (Skip(Pipe));
        return locations;
    }
}
