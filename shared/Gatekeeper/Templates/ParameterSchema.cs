using System.Globalization;
using System.Text.RegularExpressions;
using Attestry.Gatekeeper.Manifests;
using Attestry.Primitives.Limits;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper.Templates;

/// <summary>Judges parameters by an OpenAPI v3 schema as API servers do, and fills in what it gives defaults for.</summary>
internal sealed class ParameterSchema
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly List<string> _faults = [];

    /// <returns>The parameters with the schema's defaults; what is wrong with them.</returns>
    internal static (RegoValue Completed, IReadOnlyList<string> Faults) Apply(RegoObject schema, RegoValue parameters)
    {
        var judge = new ParameterSchema();
        var completed = Complete(schema, parameters);
        judge.Judge(schema, completed, "spec.parameters");
        return (completed, judge._faults);
    }

    /// <summary>Is the schema one that can be judged by? Patterns that are none would let everything or nothing pass.</summary>
    internal static string? Problem(RegoObject schema, bool legacy) => SchemaProblem(schema, legacy, "openAPIV3Schema");

    // Kubernetes, custom resources §defaulting: outside in, where the field is not there.
    private static RegoValue Complete(RegoObject schema, RegoValue value)
    {
        if (value is RegoArray list && schema.Object("items") is { } item)
            return RegoArray.From(list.Items.ToArray().Select(i => Complete(item, i)));
        if (value is not RegoObject given)
            return value;
        var complete = new RegoObject.Builder();
        foreach (var (key, field) in given.Entries)
        {
            var of = key is RegoString name && schema.Object("properties")?.Object(name.Value) is { } known ? known : schema.Object("additionalProperties");
            complete.Set(key, of is null ? field : Complete(of, field));
        }
        foreach (var (key, property) in schema.Object("properties")?.Entries ?? [])
        {
            if (property is RegoObject known && known["default"] is { } fallback && !given.ContainsKey(key))
                complete.Set(key, Complete(known, fallback));
        }
        return complete.Build();
    }

    private void Judge(RegoObject schema, RegoValue value, string path)
    {
        if (_faults.Count >= GatekeeperLimits.ParameterFaults || (value is RegoNull && schema.Flag("nullable") == true))
            return;
        if (!IsOfType(schema, value))
        {
            Fault(path, $"must be of type {schema.Text("type") ?? "integer or string"}, not {value.TypeName}");
            return;
        }
        if (schema.Items("enum") is { Count: > 0 } choices && !choices.Contains(value))
            Fault(path, $"must be one of {string.Join(", ", choices)}");
        switch (value)
        {
            case RegoString text:
                Text(schema, text.Value, path);
                break;
            case RegoNumber number:
                Number(schema, number.ToDouble(), path);
                break;
            case RegoArray list:
                Count(schema, "Items", list.Count, path);
                for (var i = 0; i < list.Count && schema.Object("items") is { } item; i++)
                    Judge(item, list[i], $"{path}[{i}]");
                break;
            case RegoObject content:
                Fields(schema, content, path);
                break;
        }
        Combined(schema, value, path);
    }

    private static bool IsOfType(RegoObject schema, RegoValue value) => schema.Text("type") switch
    {
        _ when schema.Flag("x-kubernetes-int-or-string") == true => value is RegoString || IsWhole(value),
        "object" => value is RegoObject,
        "array" => value is RegoArray,
        "string" => value is RegoString,
        "boolean" => value is RegoBoolean,
        "integer" => IsWhole(value),
        "number" => value is RegoNumber,
        _ => true,
    };

    private static bool IsWhole(RegoValue value) => value is RegoNumber number && number.TryGetWhole(out _);

    private void Text(RegoObject schema, string text, string path)
    {
        Count(schema, "Length", text.EnumerateRunes().Count(), path);
        if (schema.Text("pattern") is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Patience))
            Fault(path, $"must match {pattern}");
    }

    private void Number(RegoObject schema, double number, string path)
    {
        if (schema["minimum"] is RegoNumber least && (number < least.ToDouble() || (schema.Flag("exclusiveMinimum") == true && number <= least.ToDouble())))
            Fault(path, $"must not be below {least}");
        if (schema["maximum"] is RegoNumber most && (number > most.ToDouble() || (schema.Flag("exclusiveMaximum") == true && number >= most.ToDouble())))
            Fault(path, $"must not be above {most}");
    }

    private void Count(RegoObject schema, string of, int count, string path)
    {
        if (schema[$"min{of}"] is RegoNumber least && count < least.ToDouble())
            Fault(path, string.Create(CultureInfo.InvariantCulture, $"must have at least {least} {of.ToLowerInvariant()}, not {count}"));
        if (schema[$"max{of}"] is RegoNumber most && count > most.ToDouble())
            Fault(path, string.Create(CultureInfo.InvariantCulture, $"must have at most {most} {of.ToLowerInvariant()}, not {count}"));
    }

    private void Fields(RegoObject schema, RegoObject content, string path)
    {
        Count(schema, "Properties", content.Count, path);
        foreach (var required in schema.Texts("required") ?? [])
        {
            if (content[required] is null)
                Fault($"{path}.{required}", "is required");
        }
        foreach (var (key, field) in content.Entries)
        {
            var name = key is RegoString text ? text.Value : key.ToString();
            if ((schema.Object("properties")?.Object(name) ?? schema.Object("additionalProperties")) is { } known)
                Judge(known, field, $"{path}.{name}");
            else if (schema.Flag("additionalProperties") == false)
                Fault($"{path}.{name}", "is not known");
        }
    }

    private void Combined(RegoObject schema, RegoValue value, string path)
    {
        foreach (var part in schema.Items("allOf").OfType<RegoObject>())
            Judge(part, value, path);
        var any = schema.Items("anyOf").OfType<RegoObject>().ToList();
        if (any.Count > 0 && !any.Any(s => Holds(s, value)))
            Fault(path, "matches none of anyOf");
        var one = schema.Items("oneOf").OfType<RegoObject>().ToList();
        if (one.Count > 0 && one.Count(s => Holds(s, value)) != 1)
            Fault(path, "must match exactly one of oneOf");
        if (schema.Object("not") is { } not && Holds(not, value))
            Fault(path, "matches what it must not");
    }

    private static bool Holds(RegoObject schema, RegoValue value)
    {
        var judge = new ParameterSchema();
        judge.Judge(schema, value, "");
        return judge._faults.Count == 0;
    }

    private void Fault(string path, string problem) => _faults.Add($"{path} {problem}.");

    // A structural schema (Kubernetes, custom resources §structural schema) gives each field a type.
    private static string? SchemaProblem(RegoObject part, bool legacy, string path)
    {
        if (part.Text("pattern") is { } pattern && !IsPattern(pattern))
            return $"{path}.pattern is no regular expression that can be matched in bounded time.";
        if (!legacy && part.Text("type") is null && part.Flag("x-kubernetes-int-or-string") != true && part.Flag("x-kubernetes-preserve-unknown-fields") != true)
            return $"{path} has no type; a schema of v1 must be structural, unless legacySchema is set.";
        if (part.Text("type") is { } type && type is not ("object" or "array" or "string" or "boolean" or "integer" or "number"))
            return $"{path}.type is {type}, which no value has.";
        return Parts(part).Select(p => SchemaProblem(p.Schema, legacy || p.IsJudgement, $"{path}.{p.Name}")).FirstOrDefault(problem => problem is not null);
    }

    // What allOf and the like hold only judges: types stand outside of it.
    private static IEnumerable<(string Name, RegoObject Schema, bool IsJudgement)> Parts(RegoObject part) =>
    [
        .. (part.Object("properties")?.Entries ?? []).Where(p => p.Value is RegoObject).Select(p => ($"{p.Key}", (RegoObject)p.Value, false)),
        .. ((string[])["items", "additionalProperties"]).Where(name => part[name] is RegoObject).Select(name => (name, part.Object(name)!, false)),
        .. ((string[])["allOf", "anyOf", "oneOf"]).SelectMany(name => part.Items(name).OfType<RegoObject>().Select(s => (name, s, true))),
        .. part.Object("not") is { } not ? [("not", not, true)] : Array.Empty<(string, RegoObject, bool)>(),
    ];

    private static bool IsPattern(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Patience);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
