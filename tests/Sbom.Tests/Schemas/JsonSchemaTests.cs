using System.Text;

namespace Attestry.Sbom.Tests.Schemas;

public sealed class JsonSchemaTests
{
    private const string Text =
        """
        {
          "type": "object", "required": ["a"], "additionalProperties": false,
          "properties": {
            "a": { "$ref": "#/definitions/short" },
            "b": { "type": "array", "items": [{ "type": "integer" }], "additionalItems": false, "minItems": 1, "uniqueItems": true },
            "c": { "oneOf": [{ "required": ["x"] }, { "required": ["y"] }] },
            "d": { "anyOf": [{ "const": 1 }, { "enum": ["one"] }] },
            "e": { "type": ["number", "null"], "minimum": 2, "maximum": 3 },
            "f": { "if": { "const": 1 }, "then": { "type": "string" } },
            "g": { "$ref": "other.json#/definitions/yes" }
          },
          "definitions": { "short": { "type": "string", "pattern": "^[a-z]+$", "minLength": 2, "maxLength": 3 } }
        }
        """;

    [Theory]
    [InlineData("""{"a":"ab"}""", true)]
    [InlineData("""{"a":"ab","b":[1]}""", true)]
    [InlineData("""{"a":"ab","c":{"x":1}}""", true)]
    [InlineData("""{"a":"ab","d":1}""", true)]
    [InlineData("""{"a":"ab","d":"one"}""", true)]
    [InlineData("""{"a":"ab","e":null}""", true)]
    [InlineData("""{"a":"ab","e":2.5}""", true)]
    [InlineData("""{"a":"ab","f":2}""", true)]
    [InlineData("""{"a":"ab","g":true}""", true)]
    [InlineData("[]", false)]
    [InlineData("{}", false)]
    [InlineData("""{"a":"A1"}""", false)]
    [InlineData("""{"a":"a"}""", false)]
    [InlineData("""{"a":"abcd"}""", false)]
    [InlineData("""{"a":"ab","z":1}""", false)]
    [InlineData("""{"a":"ab","b":[]}""", false)]
    [InlineData("""{"a":"ab","b":[1.5]}""", false)]
    [InlineData("""{"a":"ab","b":[1,2]}""", false)]
    [InlineData("""{"a":"ab","c":{"x":1,"y":1}}""", false)]
    [InlineData("""{"a":"ab","c":{}}""", false)]
    [InlineData("""{"a":"ab","d":2}""", false)]
    [InlineData("""{"a":"ab","e":4}""", false)]
    [InlineData("""{"a":"ab","f":1}""", false)]
    [InlineData("""{"a":"ab","g":false}""", false)]
    public void Tells_valid_from_invalid(string document, bool valid)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("schema.json"), Text);
        File.WriteAllText(folder.File("other.json"), """{"definitions":{"yes":{"const":true}}}""");
        new JsonSchema(folder.File("schema.json"), folder.File("other.json")).Validate(Encoding.UTF8.GetBytes(document)).Any().ShouldBe(!valid);
    }
}
