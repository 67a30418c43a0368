using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Evaluation.Patterns;
using Attestry.Rego.Evaluation.Steps;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Compilation;

/// <summary>Orders and compiles a resolved rule with its <c>else</c> branches.</summary>
internal static class RuleCompiler
{
    /// <param name="scope">Makes the place for the slots of one branch.</param>
    internal static CompiledRule Compile(Rule rule, Func<PlanScope> scope)
    {
        var next = rule.Else is null ? null : Compile(rule.Else, scope);
        return Plan(rule, scope(), next);
    }

    private static CompiledRule Plan(Rule rule, PlanScope scope, CompiledRule? next)
    {
        var planner = new BodyPlanner(scope);
        var parameters = rule.Arguments ?? [];
        Term[] head = [.. rule.Reference, rule.Value];
        var visible = Variables.Of(rule.Body, closures: false).Keys
            .Concat(Variables.Of([.. parameters, .. head], closures: false).Keys)
            .ToHashSet();
        var plan = new Plan([], visible);
        var patterns = parameters.Select(p => planner.Terms.Match(plan, p)).ToArray();
        planner.Add(plan, rule.Body);
        var heads = planner.Terms.Heads(plan, head) ?? [.. head.Select(_ => (Expr)new ConstantExpr(RegoNull.Instance))];
        if (scope.Covers)
            plan.Add(new CoverStep(rule.Location));
        var yield = new YieldStep(heads[..^1], heads[^1], scope.NewWork());
        return new CompiledRule
        {
            Source = rule,
            Parameters = [.. patterns.Select(p => p ?? AnyPattern.Instance)],
            Body = plan.Join(yield),
            Yield = yield,
            Suffix = heads[..^1],
            IsSet = rule.Kind == RuleKind.PartialSet,
            Constant = (heads[^1] as ConstantExpr)?.Value,
            Else = next,
            Condition = next is null ? RuleCondition.Of(rule, patterns) : null,
            Slots = scope.Slots,
            Work = scope.Work,
        };
    }
}
