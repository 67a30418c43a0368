using System.Globalization;
using Attestry.Rego.Builtins.Patterns;
using Attestry.Rego.Builtins.Strings;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Json;

/// <summary>Matches a document against the keywords of drafts 4 to 2019-09 that judge values. References lead within the schema only.</summary>
internal sealed class JsonSchemaMatch(BuiltinContext context, RegoValue root)
{
    private const string Root = "(root)";

    private List<JsonSchemaProblem> _problems = [];

    internal List<JsonSchemaProblem> Problems(RegoValue document)
    {
        Match(root, document, Root);
        return _problems;
    }

    private void Match(RegoValue schema, RegoValue value, string field)
    {
        context.Charge(5);
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (schema is RegoBoolean { Value: false })
            Report("false", field, "False always fails validation");
        if (schema is not RegoObject keywords)
            return;
        if (keywords["$ref"] is RegoString reference)
            Match(Resolve(reference.Value), value, field);
        MatchAny(keywords, value, field);
        Combine(keywords, value, field);
        switch (value)
        {
            case RegoNumber number:
                MatchNumber(keywords, number, field);
                break;
            case RegoString text:
                MatchText(keywords, text.Value, field);
                break;
            case RegoArray array:
                MatchArray(keywords, array, field);
                break;
            case RegoObject o:
                MatchObject(keywords, o, field);
                break;
        }
    }

    private void MatchAny(RegoObject keywords, RegoValue value, string field)
    {
        if (keywords["type"] is { } type)
        {
            RegoValue[] allowed = type is RegoArray many ? many.Items.ToArray() : [type];
            if (!allowed.Any(t => t is RegoString name && IsOf(value, name.Value)))
                Report("invalid_type", field, $"Invalid type. Expected: {string.Join("/", allowed.Select(a => (a as RegoString)?.Value))}, given: {TypeOf(value)}");
        }
        if (keywords["enum"] is RegoArray values && !values.Items.Contains(value))
            Report("enum", field, $"{Leaf(field)} must be one of the following: {string.Join(", ", values.Items.ToArray().Select(v => v.ToString()))}");
        if (keywords["const"] is { } constant && !constant.Equals(value))
            Report("const", field, $"{Leaf(field)} does not match: {constant}");
    }

    private void Combine(RegoObject keywords, RegoValue value, string field)
    {
        foreach (var schema in List(keywords, "allOf"))
            Match(schema, value, field);
        var anyOf = List(keywords, "anyOf");
        if (anyOf.Length > 0 && !anyOf.Any(s => Fits(s, value)))
            Report("number_any_of", field, "Must validate at least one schema (anyOf)");
        var oneOf = List(keywords, "oneOf");
        if (oneOf.Length > 0 && oneOf.Count(s => Fits(s, value)) != 1)
            Report("number_one_of", field, "Must validate one and only one schema (oneOf)");
        if (keywords["not"] is { } not && Fits(not, value))
            Report("number_not", field, "Must not validate the schema (not)");
        if (keywords["if"] is { } condition && keywords[Fits(condition, value) ? "then" : "else"] is { } branch)
            Match(branch, value, field);
    }

    private void MatchNumber(RegoObject keywords, RegoNumber number, string field)
    {
        // Draft 4 makes a bound exclusive by a boolean beside it, later drafts have bounds of their own for that.
        var (openBelow, openAbove) = (keywords["exclusiveMinimum"] is RegoBoolean { Value: true }, keywords["exclusiveMaximum"] is RegoBoolean { Value: true });
        if (keywords["minimum"] is RegoNumber least && (openBelow ? number <= least : number < least))
            Report(openBelow ? "number_gt" : "number_gte", field, $"Must be greater than {(openBelow ? "" : "or equal to ")}{least}");
        if (keywords["maximum"] is RegoNumber most && (openAbove ? number >= most : number > most))
            Report(openAbove ? "number_lt" : "number_lte", field, $"Must be less than {(openAbove ? "" : "or equal to ")}{most}");
        if (keywords["exclusiveMinimum"] is RegoNumber above && number <= above)
            Report("number_gt", field, $"Must be greater than {above}");
        if (keywords["exclusiveMaximum"] is RegoNumber below && number >= below)
            Report("number_lt", field, $"Must be less than {below}");
        if (keywords["multipleOf"] is RegoNumber step && step.Parts.Mantissa.Sign > 0 && !Arithmetic.Numbers.Divide(context, number, step).TryGetWhole(out _))
            Report("multiple_of", field, $"Must be a multiple of {step}");
    }

    private void MatchText(RegoObject keywords, string text, string field)
    {
        var length = CodePoints.Count(text);
        if (Count(keywords, "minLength") is { } least && length < least)
            Report("string_gte", field, $"String length must be greater than or equal to {least}");
        if (Count(keywords, "maxLength") is { } most && length > most)
            Report("string_lte", field, $"String length must be less than or equal to {most}");
        if (keywords["pattern"] is RegoString pattern && !Matches(pattern.Value, text))
            Report("pattern", field, $"Does not match pattern '{pattern.Value}'");
    }

    private void MatchArray(RegoObject keywords, RegoArray array, string field)
    {
        if (Count(keywords, "minItems") is { } least && array.Count < least)
            Report("array_min_items", field, $"Array must have at least {least} items");
        if (Count(keywords, "maxItems") is { } most && array.Count > most)
            Report("array_max_items", field, $"Array must have at most {most} items");
        if (keywords["uniqueItems"] is RegoBoolean { Value: true } && RegoSet.From(array.Items.ToArray()).Count < array.Count)
            Report("unique", field, "array items must be unique");
        if (keywords["contains"] is { } wanted && !array.Items.ToArray().Any(i => Fits(wanted, i)))
            Report("contains", field, "At least one of the items must match");
        for (var i = 0; i < array.Count; i++)
        {
            var schema = keywords["items"] is RegoArray tuple ? i < tuple.Count ? tuple[i] : keywords["additionalItems"] : keywords["items"];
            if (schema is not null)
                Match(schema, array[i], Below(field, i.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private void MatchObject(RegoObject keywords, RegoObject o, string field)
    {
        foreach (var name in List(keywords, "required"))
        {
            if (!o.ContainsKey(name))
                Report("required", field, $"{((RegoString)name).Value} is required");
        }
        if (Count(keywords, "minProperties") is { } least && o.Count < least)
            Report("array_min_properties", field, $"Must have at least {least} properties");
        if (Count(keywords, "maxProperties") is { } most && o.Count > most)
            Report("array_max_properties", field, $"Must have at most {most} properties");
        foreach (var (key, value) in o.Entries)
            MatchProperty(keywords, (key as RegoString)?.Value ?? key.ToString(), value, field);
    }

    private void MatchProperty(RegoObject keywords, string name, RegoValue value, string field)
    {
        var below = Below(field, name);
        var known = false;
        if (keywords["properties"] is RegoObject properties && properties[name] is { } own)
        {
            known = true;
            Match(own, value, below);
        }
        foreach (var (pattern, schema) in (keywords["patternProperties"] as RegoObject)?.Entries ?? [])
        {
            if (pattern is not RegoString text || !Matches(text.Value, name))
                continue;
            known = true;
            Match(schema, value, below);
        }
        if (keywords["propertyNames"] is { } names && !Fits(names, new RegoString(name)))
            Report("invalid_property_name", field, $"Property name of \"{name}\" does not match");
        if (known || keywords["additionalProperties"] is not { } further)
            return;
        if (further is RegoBoolean { Value: false })
            Report("additional_property_not_allowed", field, $"Additional property {name} is not allowed");
        else
            Match(further, value, below);
    }

    private bool Fits(RegoValue schema, RegoValue value)
    {
        var outer = _problems;
        _problems = [];
        Match(schema, value, Root);
        var fits = _problems.Count == 0;
        _problems = outer;
        return fits;
    }

    private RegoValue Resolve(string reference)
    {
        var value = root;
        foreach (var segment in JsonPaths.Segments(new RegoString(reference.TrimStart('#')))!)
        {
            value = value switch
            {
                RegoObject o when o.TryGet(segment, out var child) => child,
                RegoArray array when int.TryParse(((RegoString)segment).Value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < array.Count => array[at],
                _ => throw new BuiltinException($"the reference {Primitives.Bounded.Quote(reference)} leads nowhere"),
            };
        }
        return value;
    }

    private bool Matches(string pattern, string text)
    {
        var regex = context.Regex(pattern);
        return context.Run(text, () => regex.IsMatch(text));
    }

    private void Report(string type, string field, string description)
    {
        context.Charge(5);
        _problems.Add(new(type, field, description));
    }

    private static RegoValue[] List(RegoObject keywords, string name) => (keywords[name] as RegoArray)?.Items.ToArray() ?? [];

    private static long? Count(RegoObject keywords, string name) => keywords[name] is RegoNumber number && number.TryGetInt64(out var count) ? count : null;

    private static string Below(string field, string name) => field == Root ? name : field + "." + name;

    private static string Leaf(string field) => field[(field.LastIndexOf('.') + 1)..];

    private static bool IsOf(RegoValue value, string type) => type == "integer"
        ? value is RegoNumber number && number.TryGetWhole(out _)
        : value.TypeName == type || (type == "array" && value is RegoSet);

    private static string TypeOf(RegoValue value) => value is RegoNumber number && number.TryGetWhole(out _) ? "integer" : value.TypeName;
}
