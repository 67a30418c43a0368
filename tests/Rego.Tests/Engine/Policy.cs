using Attestry.Rego.Evaluation;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Tests.Engine;

/// <summary>Compiles modules given as text and evaluates one query on them.</summary>
internal static class Policy
{
    internal static string Result(string query, string module, string input = "null", string data = "{}")
    {
        var results = Prepare(query, module).Query(Request(input, data));
        return results.Count == 0 ? "undefined" : results[0].Expressions[0].Value.ToString();
    }

    internal static PreparedQuery Prepare(string query, params string[] modules) => Compile(modules).Prepare(query);

    internal static RegoProgram Compile(params string[] modules) =>
        RegoCompiler.Compile([.. modules.Select((source, i) => RegoParser.ParseModule(source, $"{i}.rego"))]);

    internal static EvaluationRequest Request(string input = "null", string data = "{}", EvaluationLimits? limits = null) => new()
    {
        Time = TimeProvider.System,
        Input = RegoJson.Parse(input),
        Data = (RegoObject)RegoJson.Parse(data),
        Limits = limits ?? EvaluationLimits.Default,
    };

    /// <summary>The errors that the modules are refused with, as <c>code: message</c>.</summary>
    internal static IReadOnlyList<string> Errors(params string[] modules) =>
        [.. Should.Throw<RegoException>(() => Compile(modules)).Errors.Select(e => $"{e.Code}: {e.Message}")];
}
