using Attestry.Rego.Builtins.Patterns;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Json;

/// <summary>Whether a value is a JSON schema at all: its keywords have values of the kinds that drafts 4 to 2019-09 give them.</summary>
internal static class JsonSchemaCheck
{
    private static readonly string[] Types = ["array", "boolean", "integer", "null", "number", "object", "string"];

    internal static string? FaultOf(BuiltinContext context, RegoValue schema)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        context.Charge(1);
        if (schema is RegoBoolean)
            return null;
        if (schema is not RegoObject keywords)
            return "a schema must be an object or a boolean";
        foreach (var (key, value) in keywords.Entries)
        {
            if (key is RegoString { Value: var name } && Fault(context, name, value) is { } fault)
                return fault;
        }
        return null;
    }

    private static string? Fault(BuiltinContext context, string name, RegoValue value)
    {
        switch (name)
        {
            case "type":
                return value is RegoString one && Types.Contains(one.Value)
                    || value is RegoArray { Count: > 0 } many && many.Items.ToArray().All(t => t is RegoString s && Types.Contains(s.Value))
                    ? null
                    : "has a primitive type that is NOT VALID -- given: " + Primitives.Bounded.Quote(value.ToString());
            case "properties" or "patternProperties" or "definitions" or "$defs":
                return value is RegoObject o
                    ? o.Entries.Select(e => FaultOf(context, e.Value)).FirstOrDefault(f => f is not null)
                    : $"{name} must be of type object";
            case "allOf" or "anyOf" or "oneOf":
                return value is RegoArray { Count: > 0 } list
                    ? list.Items.ToArray().Select(s => FaultOf(context, s)).FirstOrDefault(f => f is not null)
                    : $"{name} must be of type array";
            case "items" when value is RegoArray tuple:
                return tuple.Items.ToArray().Select(s => FaultOf(context, s)).FirstOrDefault(f => f is not null);
            case "not" or "items" or "additionalProperties" or "additionalItems" or "contains" or "propertyNames" or "if" or "then" or "else":
                return FaultOf(context, value);
            case "required":
                return value is RegoArray names && names.Items.ToArray().All(n => n is RegoString) ? null : "required must be of type array";
            case "enum":
                return value is RegoArray ? null : "enum must be of type array";
            case "minLength" or "maxLength" or "minItems" or "maxItems" or "minProperties" or "maxProperties":
                return value is RegoNumber count && count.TryGetWhole(out var whole) && whole.Sign >= 0 ? null : $"{name} must be of an integer";
            case "minimum" or "maximum" or "multipleOf":
                return value is RegoNumber ? null : $"{name} must be of a number";
            case "$ref":
                return value is RegoString { Value: ['#', ..] } ? null : "only references within the schema are followed";
            case "pattern":
                return PatternFault(context, value);
            default:
                return null;
        }
    }

    private static string? PatternFault(BuiltinContext context, RegoValue value)
    {
        try
        {
            if (value is not RegoString pattern)
                return "pattern must be of type string";
            context.Regex(pattern.Value);
            return null;
        }
        catch (BuiltinException e)
        {
            return e.Message;
        }
    }
}
