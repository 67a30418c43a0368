namespace Attestry.Rego.Tests.Builtins.GraphQl;

public sealed class GraphQlTests
{
    private const string Schema = """
        type Query { node(id: ID!): Node  pets(kind: [Kind!] = [CAT], filter: Filter): [Pet!]!  size: Int }
        type Mutation { feed(id: ID!, grams: Float): Boolean! }
        type Subscription { fed: Node  born: Node }
        interface Node { id: ID! }
        type Cat implements Node { id: ID! lives: Int }
        type Dog implements Node { id: ID! tricks: [String!] }
        union Pet = Cat | Dog
        enum Kind { CAT DOG }
        input Filter { name: String!  age: Int = 3 }
        scalar Any
        """;

    [Theory]
    [InlineData("{ node(id: 4) { id ... on Cat { lives } } }")]
    [InlineData("query Q($k: [Kind!], $n: String!) { pets(kind: $k, filter: { name: $n }) { __typename ... on Dog { tricks } } }")]
    [InlineData("query Q($k: Kind = CAT) { pets(kind: CAT) { ...c } size @include(if: true) } fragment c on Cat { id }", "Variable \"$k\" is never used in operation \"Q\"")]
    [InlineData("mutation { feed(id: \"a\", grams: 2) }")]
    [InlineData("{ __schema { types { name } } }")]
    [InlineData("{ cat }", "Cannot query field \"cat\" on type \"Query\"")]
    [InlineData("{ size { a } }", "Field \"size\" must not have a selection since type \"Int\" has no subfields")]
    [InlineData("{ pets }", "Field \"pets\" of type \"[Pet!]!\" must have a selection of subfields")]
    [InlineData("{ node { id } }", "Field \"node\" argument \"id\" of type \"ID!\" is required, but it was not provided")]
    [InlineData("{ node(id: 1, id: 2) { id } }", "There can be only one argument named \"id\"")]
    [InlineData("{ node(id: 1, at: 2) { id } }", "Unknown argument \"at\" on field \"Query.node\"")]
    [InlineData("{ node(id: 1.5) { id } }", "ID cannot represent a non-string and non-integer value: 1.5")]
    [InlineData("{ pets(kind: COW) { __typename } }", "Value \"COW\" does not exist in \"Kind!\" enum")]
    [InlineData("{ pets(filter: {age: 1}) { __typename } }", "Field \"Filter.name\" of required type \"String!\" was not provided")]
    [InlineData("{ pets(filter: {name: \"a\", age: 3000000000}) { __typename } }", "Int cannot represent non 32-bit signed integer value: 3000000000")]
    [InlineData("query($i: ID) { node(id: $i) { id } }", "Variable \"$i\" of type \"ID\" used in position expecting type \"ID!\"")]
    [InlineData("query($i: ID = 1) { node(id: $i) { id } }")]
    [InlineData("query($c: Cat) { size }", "Variable \"$c\" cannot be non-input type \"Cat\"")]
    [InlineData("{ node(id: $i) { id } }", "Variable \"$i\" is not defined")]
    [InlineData("{ size @loud }", "Unknown directive \"@loud\"")]
    [InlineData("{ size @deprecated }", "Directive \"@deprecated\" may not be used on FIELD")]
    [InlineData("{ ...a } fragment a on Query { size ...b } fragment b on Query { ...a }", "Cannot spread fragment \"a\" within itself")]
    [InlineData("{ size } fragment a on Query { size }", "Fragment \"a\" is never used")]
    [InlineData("{ ...a }", "Unknown fragment \"a\"")]
    [InlineData("{ node(id: 1) { ... on Query { size } } }", "Fragment cannot be spread here")]
    [InlineData("{ a: size a: node(id: 1) { id } }", "Fields \"a\" conflict because \"size\" and \"node\" are different fields")]
    [InlineData("{ node(id: 1) { id } node(id: 2) { id } }", "they have differing arguments")]
    [InlineData("{ size } { size }", "This anonymous operation must be the only defined operation")]
    [InlineData("subscription S { fed { id } born { id } }", "must select only one top level field")]
    public void Judges_queries_by_their_schema(string query, string? fault = null)
    {
        var call = $"(`{query}`, `{Schema}`)";
        BuiltinCalls.Json("graphql.is_valid" + call).ShouldBe(fault is null ? "true" : "false");
        BuiltinCalls.Json($"graphql.parse_and_verify{call}[0]").ShouldBe(fault is null ? "true" : "false");
        if (fault is not null)
            BuiltinCalls.Fault("graphql.parse" + call).ShouldContain(fault);
    }

    [Theory]
    [InlineData("type Query { a: Int }", true)]
    [InlineData("extend type Query { a: Int }", true)]
    [InlineData("schema { query: Q } type Q { a: Int @deprecated(reason: \"old\") }", true)]
    [InlineData("schema { query: Q }", false)]
    [InlineData("type Query { a: Missing }", false)]
    [InlineData("type Query { a: Int a: Int }", false)]
    [InlineData("type Query { __a: Int }", false)]
    [InlineData("type Query { a(b: Query): Int }", false)]
    [InlineData("input I { q: Query } type Query { a: Int }", false)]
    [InlineData("type Query { a: Int } type Query { b: Int }", false)]
    [InlineData("type Query { a: Int } extend input Query { b: Int }", false)]
    [InlineData("interface N { id: ID! } type Query implements N { id: ID }", false)]
    [InlineData("interface N { id: ID } type Query implements N { id: ID! }", true)]
    [InlineData("type Query implements N { id: ID! }", false)]
    [InlineData("union U = Int type Query { u: U }", false)]
    [InlineData("enum E { A A } type Query { e: E }", false)]
    [InlineData("enum E { true } type Query { e: E }", false)]
    [InlineData("type Query { a: Int @unknown }", false)]
    [InlineData("type Query @deprecated { a: Int }", false)]
    [InlineData("extend type __Type { x: Missing } type Query { a: Int }", false)]
    [InlineData("type Query { a(i: I): Int } input I { j: J! } input J { i: I! }", false)]
    [InlineData("type Query { a(i: I): Int } input I { j: J! } input J { i: I list: [J!]! }", true)]
    [InlineData("type Query {", false)]
    public void Judges_schemas(string schema, bool isValid)
    {
        BuiltinCalls.Json($"graphql.schema_is_valid(`{schema}`)").ShouldBe(isValid ? "true" : "false");
        if (!schema.EndsWith('{'))
            BuiltinCalls.Json($"graphql.schema_is_valid(graphql.parse_schema(`{schema}`))").ShouldBe(isValid ? "true" : "false");
    }

    [Theory]
    [InlineData(@"""a\u00e9\n\""""", "aé\\n\\\"")]
    [InlineData("\"\"\"\n    one\n      two\n    \"\"\"", "one\\n  two")]
    [InlineData("\"\"\" \"\"\"", "")]
    public void Resolves_strings(string written, string value) =>
        BuiltinCalls.Json($"graphql.parse_query(`{{ f(a: {written}) }}`).Operations[0].SelectionSet[0].Arguments[0].Value.Raw").ShouldBe($"\"{value}\"");

    [Theory]
    [InlineData("{ f(a: 01) }", "Unexpected <Invalid> in GraphQL string at location 1:9")]
    [InlineData("{ f(a: \"\\x\") }", "Unexpected <Invalid> in GraphQL string at location 1:10")]
    [InlineData("{ f(a: \"open) }", "Unexpected <Invalid>")]
    [InlineData("{ f(a: 1.) }", "Unexpected <Invalid>")]
    [InlineData("{ f ? }", "Expected Name, found <Invalid> in GraphQL string at location 1:5")]
    public void Refuses_what_is_no_token(string query, string fault) => BuiltinCalls.Fault($"graphql.parse_query(`{query}`)").ShouldContain(fault);

    [Theory]
    [InlineData("{a", "}")]
    [InlineData("{...", "}")]
    [InlineData("{ f(a: [", "")]
    [InlineData("query($a: [", "")]
    public void Documents_may_not_be_nested_without_end(string open, string close)
    {
        var unit = open.Contains('[') ? "[" : open;
        var text = open + string.Concat(Enumerable.Repeat(unit, 5_000)) + "{b}" + string.Concat(Enumerable.Repeat(close, 5_001));
        BuiltinCalls.Fault($"graphql.parse_query(`{text}`)").ShouldContain("exceeded depth limit of 200");
    }

    [Fact]
    public void Reading_meets_the_budget() =>
        BuiltinCalls.ShouldExceedItsBudget($"graphql.parse_query(`{{ {string.Concat(Enumerable.Repeat("a ", 60_000))} }}`)");

    [Fact]
    public void Comparing_selections_meets_the_budget() =>
        BuiltinCalls.ShouldExceedItsBudget($"graphql.is_valid(`{{ {string.Concat(Enumerable.Repeat("size ", 1_000))} }}`, `{Schema}`)");

    [Theory]
    [InlineData("{\"Definitions\": [{\"Kind\": \"OBJECT\", \"Name\": \"Query\", \"Fields\": [{}]}]}")]
    [InlineData("{\"Definitions\": [{\"Kind\": 1}]}")]
    [InlineData("{\"Schema\": [{\"OperationTypes\": [null, {}]}]}")]
    public void Refuses_trees_that_are_no_schema(string tree) => BuiltinCalls.Json($"graphql.schema_is_valid({tree})").ShouldBe("false");

    [Fact]
    public void What_is_no_document_is_not_valid() =>
        BuiltinCalls.Json("[v | some d in json.unmarshal(\"[1, null]\"); v := graphql.schema_is_valid(d)]").ShouldBe("[false,false]");
}
