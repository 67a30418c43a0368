using Attestry.Rego.Builtins;
using Attestry.Rego.Evaluation;
using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Evaluation.Steps;
using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Values;

namespace Attestry.Rego.Compilation;

/// <summary>The compiled body of a query, and which of its variables are asked for.</summary>
internal sealed class QueryPlan
{
    private const string Captured = "$value";

    private readonly List<string> _names;
    private readonly Step _body;
    private readonly YieldStep _yield;
    private readonly int _slots;
    private readonly int _work;

    private QueryPlan(PlanScope scope, Plan plan, IEnumerable<string> names, Expr[] values)
    {
        _names = [.. names];
        _yield = new YieldStep(values, new ConstantExpr(RegoBoolean.True), scope.NewWork());
        _body = plan.Join(_yield);
        (_slots, _work) = (scope.Slots, scope.Work);
    }

    /// <summary>Null when errors were found.</summary>
    internal static QueryPlan? Of(Body body, PlanScope scope)
    {
        var planner = new BodyPlanner(scope);
        var plan = new Plan([], [.. Variables.Of(body, closures: false).Keys]);
        planner.Add(plan, body);
        var names = Variables.Of(body, closures: false).Where(v => !Names.IsWildcard(v.Key)).Select(v => new VarTerm(v.Key, v.Value)).ToArray();
        return planner.Terms.Heads(plan, names) is { } values ? new(scope, plan, names.Select(n => n.Name), values) : null;
    }

    /// <summary>The body with a variable for the value of each term that stands as an expression: so <c>false</c> is a value too.</summary>
    internal static Body Capturing(Body body, PlanScope scope)
    {
        var terms = new BodyPlanner(scope).Terms;
        return body with
        {
            Expressions = [.. body.Expressions.Select(e => e is { Negated: false, Clause: TermClause { Term: var term } } && IsValue(term)
                ? e with { Clause = new UnifyClause(new VarTerm($"{Captured}{e.Location.Offset}", e.Location), term) }
                : e)],
        };

        bool IsValue(Term term) => term is not CallTerm call || (FunctionName.Of(call.Function) != "print" && terms.SplitOutput(call) is null);
    }

    internal List<RegoValue[]> Run(EvaluationContext context, long mostValues)
    {
        var frame = new Frame(context, _slots, _work);
        var rows = new Rows(mostValues);
        frame.Work[_yield.Receiver] = rows;
        _body.Run(frame);
        return rows.Found;
    }

    internal RegoObject Bindings(RegoValue[] row)
    {
        var bindings = new RegoObject.Builder();
        for (var i = 0; i < row.Length; i++)
        {
            if (Names.Written(_names[i]) is var name && name[0] != '$')
                bindings.Set(new RegoString(name), row[i]);
        }
        return bindings.Build();
    }

    /// <summary>The value that was captured of an expression; <c>true</c> when it is none that has one.</summary>
    internal RegoValue ValueOf(RegoValue[] row, SourceLocation expression) =>
        _names.IndexOf($"{Captured}{expression.Offset}") is >= 0 and var at ? row[at] : RegoBoolean.True;

    private sealed class Rows(long mostValues) : YieldStep.IReceiver
    {
        private long _values;

        internal List<RegoValue[]> Found { get; } = [];

        public bool Receive(RegoValue[] keys, RegoValue value)
        {
            foreach (var key in keys)
                _values += key.Weight;
            if (++_values > mostValues)
                throw new BudgetException($"the results hold more than {mostValues} values");
            Found.Add(keys);
            return true;
        }
    }
}
