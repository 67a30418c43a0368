using Attestry.Rego.Syntax;

namespace Attestry.Rego.Evaluation;

/// <summary>Errors that end an evaluation, with OPA's codes.</summary>
internal static class EvaluationErrors
{
    internal static RegoException Conflict(string message, SourceLocation location) => new(new RegoError("eval_conflict_error", message, location));

    internal static RegoException Builtin(string function, string code, string message, SourceLocation location) =>
        new(new RegoError(code, $"{function}: {message}", location));
}
