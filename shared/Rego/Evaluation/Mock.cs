using Attestry.Rego.Builtins;
using Attestry.Rego.Compilation;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Evaluation;

/// <summary>What stands in for a function under <c>with</c>: a value, another rule's function or another built-in one.</summary>
internal sealed record Mock(RegoValue? Value, RuleNode? Function, Builtin? Builtin)
{
    internal RegoValue? Call(EvaluationContext context, RegoValue[] operands, SourceLocation location) =>
        Value
        ?? (Function is not null ? RuleEvaluator.Call(Unmocked(context), Function, operands)
            : Builtin is not null ? context.Call(Builtin, operands, location)
            : null);

    // A function that stands in for another may call that one itself.
    private static EvaluationContext Unmocked(EvaluationContext context) => context.With(context.Input, context.Overlay, null);
}
