using Attestry.Rego.Values;
using static Attestry.Rego.Builtins.GraphQl.GraphQlTokenKind;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>Reads an executable document: operations and fragments (October 2021, §2.2 to §2.8).</summary>
internal sealed class QueryParser : GraphQlParser
{
    private QueryParser(BuiltinContext context, string text)
        : base(context, text)
    {
    }

    /// <exception cref="GraphQlException">It is not one.</exception>
    internal static GraphQlTree Parse(BuiltinContext context, string text) => new QueryParser(context, text).Document();

    private GraphQlTree Document()
    {
        var operations = new List<RegoValue>();
        var fragments = new List<RegoValue>();
        while (Peek.Kind != End)
        {
            if (Peek.Kind == OpenBrace || IsKeyword("query") || IsKeyword("mutation") || IsKeyword("subscription"))
                operations.Add(Operation());
            else if (IsKeyword("fragment"))
                fragments.Add(Fragment());
            else
                throw Unexpected();
        }
        return Tree(new GraphQlNode().List("Operations", operations).List("Fragments", fragments).Build());
    }

    private RegoObject Operation()
    {
        var position = Peek.Position;
        var node = new GraphQlNode();
        if (Peek.Kind == OpenBrace)
            return At(position, node.Text("Operation", "query").Text("Name", "").List("SelectionSet", RequiredSelections()));
        node.Text("Operation", Next().Value)
            .Text("Name", Peek.Kind == GraphQlTokenKind.Name ? Next().Value : "")
            .List("VariableDefinitions", Variables());
        return At(position, node.List("Directives", Directives(isConstant: false)).List("SelectionSet", RequiredSelections()));
    }

    private RegoObject Fragment()
    {
        var position = Peek.Position;
        Next();
        var node = new GraphQlNode().Text("Name", FragmentName()).List("VariableDefinition", Variables());
        ExpectKeyword("on");
        node.Text("TypeCondition", Name());
        return At(position, node.List("Directives", Directives(isConstant: false)).List("SelectionSet", RequiredSelections()));
    }

    private string FragmentName() => IsKeyword("on") ? throw Unexpected() : Name();

    private List<RegoValue> Variables() => Some(OpenParenthesis, CloseParenthesis, () =>
    {
        var position = Peek.Position;
        Expect(Dollar);
        var node = new GraphQlNode().Text("Variable", Name()).Flag("Used");
        Expect(Colon);
        return At(position, node.Node("Type", Type()).Node("DefaultValue", Default()).List("Directives", Directives(isConstant: false)));
    });

    private List<RegoValue> RequiredSelections() =>
        Peek.Kind == OpenBrace ? Selections() : throw Fault($"Expected {{, found {GraphQlToken.Sign(Peek.Kind)}");

    private List<RegoValue> Selections() => Nested(() => Some(OpenBrace, CloseBrace, () => Peek.Kind == Spread ? SpreadOrInline() : Field()));

    private RegoObject Field()
    {
        var position = Peek.Position;
        var alias = Name();
        var name = Skip(Colon) ? Name() : alias;
        var node = new GraphQlNode().Text("Alias", alias).Text("Name", name).List("Arguments", Arguments(isConstant: false));
        return At(position, node.List("Directives", Directives(isConstant: false)).List("SelectionSet", Selections()));
    }

    private RegoObject SpreadOrInline()
    {
        Next();
        var position = Peek.Position;
        if (Peek.Kind == GraphQlTokenKind.Name && !IsKeyword("on"))
            return At(position, new GraphQlNode().Text("Name", FragmentName()).List("Directives", Directives(isConstant: false)));
        var condition = "";
        if (IsKeyword("on"))
        {
            Next();
            condition = Name();
        }
        var node = new GraphQlNode().Text("TypeCondition", condition).List("Directives", Directives(isConstant: false));
        return At(position, node.List("SelectionSet", RequiredSelections()));
    }
}
