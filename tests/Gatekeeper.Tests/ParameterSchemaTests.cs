using Attestry.Gatekeeper.Templates;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper.Tests;

public class ParameterSchemaTests
{
    [Theory]
    [InlineData("""{"type": "integer", "minimum": 1, "maximum": 3}""", "2", "4")]
    [InlineData("""{"type": "integer", "minimum": 1, "exclusiveMinimum": true}""", "2", "1")]
    [InlineData("""{"type": "integer"}""", "2.0", "2.5")]
    [InlineData("""{"type": "number"}""", "2.5", "\"2.5\"")]
    [InlineData("""{"type": "boolean"}""", "true", "null")]
    [InlineData("""{"type": "string", "nullable": true}""", "null", "1")]
    [InlineData("""{"type": "string", "pattern": "^a+$"}""", "\"aa\"", "\"ab\"")]
    [InlineData("""{"type": "string", "maxLength": 2}""", "\"aé\"", "\"aaa\"")]
    [InlineData("""{"type": "string", "enum": ["a", "b"]}""", "\"a\"", "\"c\"")]
    [InlineData("""{"type": "array", "minItems": 1, "items": {"type": "string"}}""", "[\"a\"]", "[]")]
    [InlineData("""{"type": "object", "required": ["a"]}""", "{\"a\": 1}", "{\"b\": 1}")]
    [InlineData("""{"type": "object", "additionalProperties": {"type": "string"}}""", "{\"a\": \"b\"}", "{\"a\": 1}")]
    [InlineData("""{"x-kubernetes-int-or-string": true}""", "\"10%\"", "true")]
    [InlineData("""{"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}""", "{\"b\": 1}", "{\"c\": 1}")]
    [InlineData("""{"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}""", "{\"b\": 1}", "{\"a\": 1, \"b\": 1}")]
    [InlineData("""{"allOf": [{"required": ["a"]}, {"required": ["b"]}]}""", "{\"a\": 1, \"b\": 1}", "{\"a\": 1}")]
    [InlineData("""{"not": {"required": ["a"]}}""", "{}", "{\"a\": 1}")]
    public void Tells_right_from_wrong(string schema, string right, string wrong)
    {
        Faults(schema, right).ShouldBeEmpty();
        Faults(schema, wrong).ShouldHaveSingleItem();
    }

    [Fact]
    public void Fills_in_defaults_in_what_is_there_and_in_defaults() =>
        ParameterSchema.Apply(
                Schema("""{"type": "object", "properties": {"a": {"type": "object", "default": {}, "properties": {"b": {"type": "integer", "default": 1}}}, "c": {"type": "array", "items": {"type": "object", "properties": {"d": {"type": "integer", "default": 2}}}}}}"""),
                RegoJson.Parse("""{"c": [{}, {"d": 3}]}"""))
            .Completed.ToString().ShouldBe("""{"a":{"b":1},"c":[{"d":2},{"d":3}]}""");

    [Fact]
    public void Stops_complaining_after_a_while() =>
        Faults("""{"type": "array", "items": {"type": "string"}}""", $"[{string.Join(',', Enumerable.Range(0, 1000))}]").Count.ShouldBe(20);

    private static IReadOnlyList<string> Faults(string schema, string value)
    {
        ParameterSchema.Problem(Schema(schema), legacy: true).ShouldBeNull();
        return ParameterSchema.Apply(Schema(schema), RegoJson.Parse(value)).Faults;
    }

    private static RegoObject Schema(string text) => (RegoObject)RegoJson.Parse(text);
}
