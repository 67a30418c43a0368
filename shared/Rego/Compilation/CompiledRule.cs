using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Evaluation.Patterns;
using Attestry.Rego.Evaluation.Steps;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Compilation;

/// <summary>One rule, ready to run.</summary>
internal sealed class CompiledRule
{
    internal required Rule Source { get; init; }

    internal required int Slots { get; init; }

    internal required int Work { get; init; }

    /// <summary>A function's parameters.</summary>
    internal Pattern[] Parameters { get; init; } = [];

    /// <summary>The body; its last step is <see cref="Yield"/>.</summary>
    internal required Step Body { get; init; }

    internal required YieldStep Yield { get; init; }

    /// <summary>Keys behind the constant path of a rule such as <c>p[x].q[y] := v</c>.</summary>
    internal Expr[] Suffix { get; init; } = [];

    /// <summary>The rule adds elements to a set.</summary>
    internal bool IsSet { get; init; }

    /// <summary>The value, when it is the same whenever the body holds.</summary>
    internal RegoValue? Constant { get; init; }

    /// <summary>One way in which the body holds says all: keys and value are always the same.</summary>
    internal bool NeedsOneWay => Constant is not null && Array.TrueForAll(Suffix, key => key is ConstantExpr);

    internal CompiledRule? Else { get; init; }

    /// <summary>Null: nothing is known, or the <c>else</c> branches may hold where the body does not.</summary>
    internal RuleCondition? Condition { get; init; }
}
