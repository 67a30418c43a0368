using Attestry.Primitives.Limits;
using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>
/// <c>graphql.*</c>: documents of the October 2021 edition, given as text or as the trees that these functions answer with.
/// </summary>
internal static class GraphQlFunctions
{
    private static readonly RegoType Tree = ObjectOf(Any, Any);

    private static readonly RegoType Document = OneOf(Text, Tree);

    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("graphql.parse", [Document, Document], new ArrayType([Tree, Tree], null), Parse),
        new("graphql.parse_and_verify", [Document, Document], new ArrayType([RegoType.Boolean, Tree, Tree], null), ParseAndVerify),
        new("graphql.parse_query", [Text], Tree, ParseQuery),
        new("graphql.parse_schema", [Text], Tree, ParseSchema),
        new("graphql.is_valid", [Document, Document], RegoType.Boolean, IsValid),
        new("graphql.schema_is_valid", [Document], RegoType.Boolean, SchemaIsValid),
    ];

    private static RegoObject ParseQuery(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.Text(0);
        return Answer(() => QueryParser.Parse(context, text).Root);
    }

    private static RegoObject ParseSchema(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = operands.Text(0);
        return Answer(() => SchemaParser.Parse(context, text).Root);
    }

    private static RegoArray Parse(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var (query, schema) = (Demand(operands, 0), Demand(operands, 1));
        return Answer(() =>
        {
            var (queryRoot, schemaRoot) = Verified(context, query, schema);
            return new RegoArray(queryRoot, schemaRoot);
        });
    }

    /// <summary>Whether both documents are valid, with their trees; these are empty when they are not.</summary>
    private static RegoArray ParseAndVerify(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var (query, schema) = (Demand(operands, 0), Demand(operands, 1));
        try
        {
            var (queryRoot, schemaRoot) = Verified(context, query, schema);
            return new(RegoBoolean.True, queryRoot, schemaRoot);
        }
        catch (GraphQlException)
        {
            return new(RegoBoolean.False, RegoObject.Empty, RegoObject.Empty);
        }
    }

    private static RegoBoolean IsValid(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var (query, schema) = (operands[0], operands[1]);
        return IsDocument(query) && IsDocument(schema) ? Holds(() => Verified(context, query, schema)) : RegoBoolean.False;
    }

    private static RegoBoolean SchemaIsValid(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var schema = operands[0];
        return IsDocument(schema) ? Holds(() => GraphQlSchema.Load(context, Read(context, schema, SchemaParser.Parse))) : RegoBoolean.False;
    }

    private static (RegoObject Query, RegoObject Schema) Verified(BuiltinContext context, RegoValue query, RegoValue schema)
    {
        var queryTree = Read(context, query, QueryParser.Parse);
        var schemaTree = Read(context, schema, SchemaParser.Parse);
        QueryRules.Demand(context, GraphQlSchema.Load(context, schemaTree), queryTree);
        return (queryTree.Root, schemaTree.Root);
    }

    private static bool IsDocument(RegoValue value) => value is RegoString or RegoObject;

    private static RegoValue Demand(ReadOnlySpan<RegoValue> operands, int at) =>
        IsDocument(operands[at]) ? operands[at] : throw Operands.Wrong(operands, at, "one of {string, object}");

    private static GraphQlTree Read(BuiltinContext context, RegoValue document, Func<BuiltinContext, string, GraphQlTree> parse)
    {
        if (document is RegoString text)
            return parse(context, text.Value);
        DemandShallow(context, document, 0);
        return new((RegoObject)document, new Dictionary<RegoObject, GraphQlPosition>());
    }

    private static void DemandShallow(BuiltinContext context, RegoValue value, int depth)
    {
        context.Charge(1);
        if (depth > GraphQlLimits.MaxTreeDepth)
            throw new GraphQlException($"exceeded depth limit of {GraphQlLimits.MaxDepth}", default);
        if (value is RegoArray array)
        {
            for (var i = 0; i < array.Count; i++)
                DemandShallow(context, array[i], depth + 1);
        }
        else if (value is RegoObject members)
        {
            foreach (var member in members.Entries)
                DemandShallow(context, member.Value, depth + 1);
        }
    }

    private static T Answer<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (GraphQlException e)
        {
            throw new BuiltinException(e.Report);
        }
    }

    private static RegoBoolean Holds<T>(Func<T> check)
    {
        try
        {
            check();
            return RegoBoolean.True;
        }
        catch (GraphQlException)
        {
            return RegoBoolean.False;
        }
    }
}
