using Attestry.Rego.Builtins;
using Attestry.Rego.Evaluation;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Tests.Builtins;

/// <summary>Evaluates one expression as a policy would.</summary>
internal static class BuiltinCalls
{
    internal static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    /// <summary>The value as JSON; null when it is undefined.</summary>
    internal static string? Json(string expression, EvaluationLimits? limits = null) => Evaluate(expression, limits, strict: false)?.ToString();

    internal static RegoValue? Evaluate(string expression, EvaluationLimits? limits = null, bool strict = true)
    {
        var query = RegoCompiler.Compile([]).Prepare($"x = {expression}");
        var results = query.Evaluate(new EvaluationRequest { Time = new FixedClock(), Limits = limits ?? EvaluationLimits.Default, Strict = strict });
        return results.Count == 0 ? null : results[0]["x"];
    }

    /// <summary>The message of the fault that the expression ends in.</summary>
    internal static string Fault(string expression) =>
        Should.Throw<RegoException>(() => Evaluate(expression)).Errors[0].Message;

    internal static void ShouldExceedItsBudget(string expression) =>
        Should.Throw<BudgetException>(() => Evaluate(expression, new EvaluationLimits { Steps = 100_000 }));

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => 42;
    }
}
