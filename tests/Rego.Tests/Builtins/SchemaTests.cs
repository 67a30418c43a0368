namespace Attestry.Rego.Tests.Builtins;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("{\"a\": 1}", "{\"properties\": {\"a\": {\"type\": \"integer\"}}}", "true")]
    [InlineData("{\"a\": \"x\"}", "{\"properties\": {\"a\": {\"type\": \"integer\"}}}", "false")]
    [InlineData("{}", "{\"required\": [\"a\"]}", "false")]
    [InlineData("{\"b\": 1}", "{\"properties\": {\"a\": {}}, \"additionalProperties\": false}", "false")]
    [InlineData("{\"a\": [1, 1]}", "{\"properties\": {\"a\": {\"uniqueItems\": true}}}", "false")]
    [InlineData("{\"a\": 3}", "{\"properties\": {\"a\": {\"oneOf\": [{\"minimum\": 2}, {\"maximum\": 4}]}}}", "false")]
    [InlineData("{\"a\": \"v1\"}", "{\"properties\": {\"a\": {\"$ref\": \"#/definitions/v\"}}, \"definitions\": {\"v\": {\"pattern\": \"^v[0-9]$\"}}}", "true")]
    [InlineData("{\"a\": 5}", "{\"properties\": {\"a\": {\"exclusiveMaximum\": 5}}}", "false")]
    [InlineData("{\"a\": 1}", "{\"if\": {\"required\": [\"a\"]}, \"then\": {\"required\": [\"b\"]}}", "false")]
    public void Matches_documents(string document, string schema, string expected) =>
        BuiltinCalls.Json($"json.match_schema({document}, {schema})[0]").ShouldBe(expected);

    [Fact]
    public void Tells_where_a_document_does_not_fit() =>
        BuiltinCalls.Json("json.match_schema({\"a\": [{\"b\": 1}]}, {\"properties\": {\"a\": {\"items\": {\"properties\": {\"b\": {\"type\": \"string\"}}}}}})[1][0].error")
            .ShouldBe("\"a.0.b: Invalid type. Expected: string, given: integer\"");

    [Theory]
    [InlineData("{\"type\": \"text\"}")]
    [InlineData("{\"required\": \"a\"}")]
    [InlineData("{\"pattern\": \"(\"}")]
    [InlineData("{\"$ref\": \"https://example.com/schema\"}")]
    [InlineData("\"{\"")]
    public void Refuses_what_is_no_schema(string schema) => BuiltinCalls.Json($"json.verify_schema({schema})[0]").ShouldBe("false");

    [Fact]
    public void A_schema_that_refers_to_itself_meets_the_budget() =>
        BuiltinCalls.ShouldExceedItsBudget("json.match_schema({}, {\"$ref\": \"#\"})");
}
