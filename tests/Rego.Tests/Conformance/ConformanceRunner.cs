using System.Net;
using Attestry.Rego.Builtins;
using Attestry.Rego.Syntax;
using Attestry.Rego.Types;
using Attestry.Rego.Values;

namespace Attestry.Rego.Tests.Conformance;

/// <summary>Runs conformance cases and says what was other than wanted.</summary>
internal static class ConformanceRunner
{
    // The engine has none that reaches out: a host grants it. This one answers without asking anybody.
    private static readonly Builtin[] Granted =
    [
        new("net.lookup_ip_addr", [RegoType.Text], RegoType.SetOf(RegoType.Text), (_, operands) =>
            operands[0] is RegoString { Value: var name } && Address(name) is { } address
                ? RegoSet.From([new RegoString(address)])
                : throw new BuiltinException($"lookup {operands[0]}: no such host")),
    ];

    private static string? Address(string name) => name == "localhost" ? "127.0.0.1" : IPAddress.TryParse(name, out var address) ? address.ToString() : null;

    /// <summary>Null when the case came out as it should.</summary>
    internal static string? Failure(ConformanceCase test)
    {
        try
        {
            return Judge(test, Run(test));
        }
        catch (RegoException e)
        {
            return Judge(test, e);
        }
        catch (BudgetException e)
        {
            return $"stopped: {e.Message}";
        }
    }

    private static IReadOnlyList<RegoObject> Run(ConformanceCase test)
    {
        var modules = test.Modules.Select((source, i) => RegoParser.ParseModule(source, $"test-{i}.rego", test.Version)).ToList();
        var query = RegoCompiler.Compile(modules, Granted).Prepare(test.Query, test.Version);
        return query.Evaluate(new() { Time = TimeProvider.System, Input = Input(test), Data = test.Data, Strict = test.IsStrict });
    }

    private static RegoValue? Input(ConformanceCase test)
    {
        if (test.Fields["input_term"] is not RegoString term)
            return test.Fields["input"];
        var query = RegoCompiler.Compile([]).Prepare($"x = {term.Value}");
        return query.Evaluate(new() { Time = TimeProvider.System })[0]["x"];
    }

    private static string? Judge(ConformanceCase test, IReadOnlyList<RegoObject> results)
    {
        var got = Shaped(results, test.SortsBindings);
        if (test.WantedCode is not null || test.WantedError is not null)
            return $"wanted {test.WantedCode} {test.WantedError}, got {got}";
        if (test.WantedResult is { } wanted)
        {
            var shaped = Shaped(wanted.Items.ToArray().Cast<RegoObject>(), test.SortsBindings);
            return shaped == got ? null : $"wanted {shaped}, got {got}";
        }
        return results.Count > 0 == (test.WantedDefined ?? false) ? null : $"wanted {(results.Count > 0 ? "nothing" : "a result")}, got {got}";
    }

    private static string? Judge(ConformanceCase test, RegoException thrown)
    {
        var wanted = test.WantedCode is null && test.WantedError is null;
        var ok = !wanted
            && (test.WantedCode is not { } code || thrown.Errors.Any(e => e.Code == code))
            && (test.WantedError is not { } text || thrown.Message.Contains(text, StringComparison.Ordinal));
        return ok ? null : $"wanted {test.WantedResult?.ToString() ?? $"{test.WantedCode} {test.WantedError}"}, got {thrown.Message}";
    }

    // As JSON has it: sets are arrays there.
    private static RegoSet Shaped(IEnumerable<RegoObject> results, bool sorted) =>
        RegoSet.From(results.Select(result => RegoObject.From(result.Entries.Select(entry =>
        {
            var value = RegoJson.Parse(entry.Value.ToString());
            return new KeyValuePair<RegoValue, RegoValue>(
                entry.Key,
                sorted && value is RegoArray array ? RegoArray.From(array.Items.ToArray().Order()) : value);
        }))));
}
