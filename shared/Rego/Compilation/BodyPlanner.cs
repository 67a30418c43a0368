using Attestry.Rego.Evaluation.Patterns;
using Attestry.Rego.Evaluation.Steps;
using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;

namespace Attestry.Rego.Compilation;

/// <summary>
/// Orders the expressions of a body so that each finds its variables bound, and compiles them to steps. As written where
/// that is safe; an expression that needs what a later one binds comes after it.
/// </summary>
internal sealed class BodyPlanner
{
    private readonly PlanScope _scope;
    private readonly TermPlanner _terms;

    internal BodyPlanner(PlanScope scope)
    {
        _scope = scope;
        _terms = new TermPlanner(scope, this);
    }

    internal TermPlanner Terms => _terms;

    /// <summary>Plans every expression; what cannot be made safe is reported and left out.</summary>
    internal void Add(Plan plan, Body body)
    {
        var pending = body.Expressions.ToList();
        while (pending.Count > 0)
        {
            var ready = pending.FindIndex(expression => TryAdd(plan, expression));
            if (ready < 0)
                break;
            pending.RemoveAt(ready);
        }
        var reported = new HashSet<string>();
        foreach (var expression in pending)
            Report(plan, expression, reported);
    }

    // A comprehension that waits for variables of the body around it is told by those; any other expression by all that it lacks.
    // Each variable is told once, where it stands first.
    private void Report(Plan plan, Expression expression, HashSet<string> reported)
    {
        var own = Variables.Of(expression, closures: false);
        var closedOver = Variables.Of(expression, closures: true).Where(v => !own.ContainsKey(v.Key) && plan.Visible.Contains(v.Key) && !plan.IsBound(v.Key)).ToList();
        foreach (var (name, location) in closedOver.Count > 0 ? closedOver : [.. own.Where(v => !plan.IsBound(v.Key))])
        {
            if (!reported.Add(name))
                continue;
            _scope.Unsafe(name, location);
        }
    }

    private bool TryAdd(Plan plan, Expression expression)
    {
        var mark = plan.Mark;
        if (_scope.Covers)
            plan.Add(new CoverStep(expression.Location));
        if (TryModified(plan, expression))
            return true;
        plan.Return(mark);
        return false;
    }

    private bool TryModified(Plan plan, Expression expression)
    {
        if (expression.With.Count == 0)
            return TryNegated(plan, expression);
        var replacements = new List<WithStep.Replacement>();
        foreach (var with in expression.With)
        {
            if (_terms.Replacement(plan, with) is not { } replacement)
                return false;
            replacements.Add(replacement);
        }
        plan.Add(new WithStep(replacements));
        if (!TryNegated(plan, expression))
            return false;
        plan.Add(new EndWithStep());
        return true;
    }

    private bool TryNegated(Plan plan, Expression expression)
    {
        if (!expression.Negated)
            return TryClause(plan, expression.Clause);
        // A negated expression binds nothing: all its variables must be bound before.
        if (Variables.Of(expression with { With = [] }, closures: false).Keys.Any(name => !plan.IsBound(name)))
            return false;
        var inner = new Plan([.. plan.Bound], plan.Visible);
        if (!TryClause(inner, expression.Clause))
            return false;
        plan.Add(new NotStep(inner.Join(new StopStep())));
        return true;
    }

    private bool TryClause(Plan plan, Clause clause) => clause switch
    {
        TermClause { Term: CallTerm { Function: VarTerm { Name: "print" } } print } => TryPrint(plan, print),
        TermClause { Term: CallTerm call } when _terms.SplitOutput(call) is var (inner, output) => TryUnify(plan, output, inner),
        TermClause t => TryTest(plan, t.Term),
        UnifyClause u => TryUnify(plan, u.Left, u.Right),
        SomeInClause s => TryMember(plan, s),
        EveryClause e => TryEvery(plan, e),
        NotClause n => TryNot(plan, n),
        _ => true,
    };

    private bool TryTest(Plan plan, Term term)
    {
        if (_terms.Compile(plan, term) is not { } value)
            return false;
        plan.Add(new TestStep(value));
        return true;
    }

    // Printing never decides anything: what is undefined is printed as such, and of many values each.
    private bool TryPrint(Plan plan, CallTerm print)
    {
        if (Variables.Of(print.Arguments, closures: false).Keys.Any(name => plan.Visible.Contains(name) && !plan.IsBound(name) && !Names.IsWildcard(name)))
            return false;
        var value = new VarTerm("$print", print.Location);
        var operands = print.Arguments.Select(argument => _terms.Compile(plan, new SetComprehension(
            value,
            new Body([new Expression(new UnifyClause(value, argument), false, [], print.Location)], print.Location),
            print.Location))).ToArray();
        if (operands.Any(o => o is null))
            return false;
        plan.Add(new PrintStep(operands!));
        return true;
    }

    private bool TryUnify(Plan plan, Term left, Term right)
    {
        var pairs = new List<(Term, Term)>();
        Flatten(left, right, pairs);
        return TryPairs(plan, pairs);
    }

    private static void Flatten(Term left, Term right, List<(Term, Term)> pairs)
    {
        if (Pairs(left, right) is not { } parts)
        {
            pairs.Add((left, right));
            return;
        }
        foreach (var (a, b) in parts)
            Flatten(a, b, pairs);
    }

    // Two arrays, or two objects with the same constant keys, are unified part by part: each may bind what another needs.
    private static List<(Term, Term)>? Pairs(Term left, Term right) => (left, right) switch
    {
        (ArrayTerm a, ArrayTerm b) when a.Items.Count == b.Items.Count => [.. a.Items.Zip(b.Items)],
        (ObjectTerm a, ObjectTerm b) when SameKeys(a, b) => [.. a.Entries.Select(e =>
            (e.Value, b.Entries.First(o => ((ScalarTerm)o.Key).Value.Equals(((ScalarTerm)e.Key).Value)).Value))],
        _ => null,
    };

    private static bool SameKeys(ObjectTerm left, ObjectTerm right) =>
        left.Entries.Count == right.Entries.Count
        && left.Entries.All(e => e.Key is ScalarTerm)
        && right.Entries.All(e => e.Key is ScalarTerm)
        && left.Entries.Select(e => ((ScalarTerm)e.Key).Value).ToHashSet().SetEquals(right.Entries.Select(e => ((ScalarTerm)e.Key).Value));

    private bool TryPairs(Plan plan, List<(Term Left, Term Right)> pairs)
    {
        while (pairs.Count > 0)
        {
            var ready = pairs.FindIndex(pair => TryMatch(plan, pair.Left, pair.Right) || TryMatch(plan, pair.Right, pair.Left));
            if (ready < 0)
                return false;
            pairs.RemoveAt(ready);
        }
        return true;
    }

    private bool TryMatch(Plan plan, Term pattern, Term term)
    {
        var mark = plan.Mark;
        if (_terms.Compile(plan, term) is { } value && _terms.Match(plan, pattern) is { } match)
        {
            plan.Add(new MatchStep(value, match));
            return true;
        }
        plan.Return(mark);
        return false;
    }

    private bool TryMember(Plan plan, SomeInClause some)
    {
        if (_terms.Compile(plan, some.Domain) is not { } domain)
            return false;
        var key = some.Key is null ? AnyPattern.Instance : _terms.Match(plan, some.Key);
        if (key is null || _terms.Match(plan, some.Value) is not { } value)
            return false;
        plan.Add(new ScanStep(domain, key, value));
        return true;
    }

    private bool TryEvery(Plan plan, EveryClause every)
    {
        if (_terms.Compile(plan, every.Domain) is not { } domain)
            return false;
        string key = every.Key?.Name ?? "", value = every.Value.Name;
        var own = Variables.Of(every.Body, closures: true).Keys.Where(name => name != key && name != value);
        if (own.Any(name => plan.Visible.Contains(name) && !plan.IsBound(name)))
            return false;
        var inner = TermPlanner.Inner(plan, Variables.Of(every.Body, closures: false).Keys);
        var keySlot = every.Key is null ? _scope.NewSlot() : _scope.SlotOf(key);
        if (every.Key is not null)
            inner.Bind(key);
        inner.Bind(value);
        Add(inner, every.Body);
        plan.Add(new EveryStep(domain, keySlot, _scope.SlotOf(value), inner.Join(new StopStep())));
        return true;
    }

    private bool TryNot(Plan plan, NotClause not)
    {
        if (Variables.Of(not.Body, closures: true).Keys.Any(name => plan.Visible.Contains(name) && !plan.IsBound(name)))
            return false;
        var inner = TermPlanner.Inner(plan, Variables.Of(not.Body, closures: false).Keys);
        Add(inner, not.Body);
        plan.Add(new NotStep(inner.Join(new StopStep())));
        return true;
    }
}
