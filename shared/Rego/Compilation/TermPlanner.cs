using Attestry.Rego.Builtins;
using Attestry.Rego.Evaluation;
using Attestry.Rego.Evaluation.Expressions;
using Attestry.Rego.Evaluation.Patterns;
using Attestry.Rego.Evaluation.Steps;
using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Values;

namespace Attestry.Rego.Compilation;

/// <summary>
/// Compiles resolved terms. A term that has many values (a reference with an unbound variable) becomes a step that walks
/// them and a slot that holds the one at hand. An answer of null means: not yet, a variable is missing.
/// </summary>
internal sealed class TermPlanner(PlanScope scope, BodyPlanner bodies)
{
    /// <summary>The term's value at the end of the plan; steps are added where it has many.</summary>
    internal Expr? Compile(Plan plan, Term term)
    {
        switch (term)
        {
            case ScalarTerm scalar:
                return new ConstantExpr(scalar.Value);
            case VarTerm { Name: "input" }:
                return new InputExpr();
            case VarTerm { Name: "data" }:
                return new DocumentExpr(scope.Root, []);
            case VarTerm variable:
                return plan.IsBound(variable.Name) ? new SlotExpr(scope.SlotOf(variable.Name)) : null;
            case RefTerm reference:
                return Reference(plan, reference);
            case CallTerm call:
                return Call(plan, call);
            case ArrayTerm array:
                return All(plan, array.Items) is { } items ? Fold(new ArrayExpr(items), items) : null;
            case SetTerm set:
                return All(plan, set.Items) is { } elements ? Fold(new SetExpr(elements), elements) : null;
            case ObjectTerm o:
                return Object(plan, o);
            case TemplateTerm template:
                return All(plan, template.Parts) is { } parts ? new TemplateExpr(parts) : null;
            default:
                return Comprehension(plan, term);
        }
    }

    /// <summary>What a value is held against; the variables that are new in it are bound from here on.</summary>
    internal Pattern? Match(Plan plan, Term term)
    {
        var fresh = new List<string>();
        var pattern = Match(plan, term, fresh);
        fresh.ForEach(plan.Bind);
        return pattern;
    }

    /// <summary>A call with one operand more than the function takes names its result there: <c>count(x, n)</c>.</summary>
    internal (CallTerm Call, Term Output)? SplitOutput(CallTerm call)
    {
        var arity = Function(call.Function) switch
        {
            { Node: { } node } => node.Arity,
            { Builtin: { } builtin } => builtin.Parameters.Count,
            _ => -1,
        };
        return arity >= 0 && call.Arguments.Count == arity + 1
            ? (call with { Arguments = [.. call.Arguments.Take(arity)] }, call.Arguments[arity])
            : null;
    }

    /// <summary>A plan for a closure, which sees what is bound and needs what the enclosing bodies name.</summary>
    internal static Plan Inner(Plan plan, IEnumerable<string> own) => new([.. plan.Bound], [.. plan.Visible, .. own]);

    internal WithStep.Replacement? Replacement(Plan plan, WithModifier with)
    {
        var (head, operands) = with.Target switch
        {
            RefTerm { Head: VarTerm root } reference => (root.Name, reference.Operands),
            VarTerm variable => (variable.Name, []),
            _ => ("", []),
        };
        var target = Function(with.Target);
        if (head is not ("input" or "data") || target.Node is not null)
        {
            var name = target.Node?.Name ?? target.Builtin?.Name;
            if (name is null)
            {
                scope.Error("rego_type_error", "with keyword target must reference existing input, data, or a function", with.Location);
                return null;
            }
            var other = Function(with.Value);
            if (other is { Node.IsFunction: true } or { Builtin: not null } && ArityOf(other) != ArityOf(target))
            {
                scope.Error("rego_type_error", $"{name}: arity mismatch", with.Location);
                return null;
            }
            if (other.Node is not null || other.Builtin is not null)
                return new(WithStep.Target.Function, [], name, null, new Mock(null, other.Node, other.Builtin));
            return Compile(plan, with.Value) is { } result ? new(WithStep.Target.Function, [], name, result, null) : null;
        }
        if (!operands.All(o => o is ScalarTerm))
        {
            scope.Error("rego_compile_error", "with target must be a constant reference", with.Location);
            return null;
        }
        var path = operands.Select(o => ((ScalarTerm)o).Value).ToArray();
        return Compile(plan, with.Value) is { } value
            ? new(head == "input" ? WithStep.Target.Input : WithStep.Target.Data, path, null, value, null)
            : null;
    }

    private static int ArityOf((RuleNode? Node, Builtin? Builtin) function) => function.Node?.Arity ?? function.Builtin!.Parameters.Count;

    private Pattern? Match(Plan plan, Term term, List<string> fresh)
    {
        switch (term)
        {
            case VarTerm { Name: not ("input" or "data") } variable when !plan.IsBound(variable.Name):
                if (Names.IsWildcard(variable.Name))
                    return AnyPattern.Instance;
                if (fresh.Contains(variable.Name))
                    return new EqualPattern(new SlotExpr(scope.SlotOf(variable.Name)));
                fresh.Add(variable.Name);
                return new BindPattern(scope.SlotOf(variable.Name));
            case ArrayTerm array:
                var items = array.Items.Select(item => Match(plan, item, fresh)).ToArray();
                return items.All(item => item is not null) ? new ArrayPattern(items!) : null;
            case ObjectTerm o:
                var entries = o.Entries.Select(e => (Key: Compile(plan, e.Key), Value: Match(plan, e.Value, fresh))).ToArray();
                return entries.All(e => e.Key is not null && e.Value is not null) ? new ObjectPattern(entries!) : null;
            default:
                return Compile(plan, term) is { } value ? new EqualPattern(value) : null;
        }
    }

    private Expr[]? All(Plan plan, IReadOnlyList<Term> terms)
    {
        var values = new Expr?[terms.Count];
        // As written; a term that needs what another one binds comes after it: f(i, xs[i]).
        for (var missing = terms.Count; missing > 0;)
        {
            var before = missing;
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] is null && (values[i] = TryCompile(plan, terms[i])) is not null)
                    missing--;
            }
            if (missing == before)
                return null;
        }
        return values!;
    }

    private Expr? TryCompile(Plan plan, Term term)
    {
        if (Missing.In(plan, term))
            return null;
        var mark = plan.Mark;
        if (Compile(plan, term) is { } value)
            return value;
        plan.Return(mark);
        return null;
    }

    private static Expr Fold(Expr expr, IEnumerable<Expr> parts) =>
        parts.All(p => p is ConstantExpr) ? new ConstantExpr(expr.Evaluate(null!)!) : expr;

    private Expr? Object(Plan plan, ObjectTerm o)
    {
        var keys = All(plan, [.. o.Entries.Select(e => e.Key)]);
        var values = keys is null ? null : All(plan, [.. o.Entries.Select(e => e.Value)]);
        return values is null ? null : Fold(new ObjectExpr([.. keys!.Zip(values)]), keys!.Concat(values));
    }

    private Expr? Reference(Plan plan, RefTerm reference)
    {
        if (reference.Head is VarTerm { Name: "data" })
            return Data(plan, reference.Operands);
        return Compile(plan, reference.Head) is { } head ? Follow(plan, head, reference.Operands) : null;
    }

    private Expr? Data(Plan plan, IReadOnlyList<Term> operands)
    {
        RuleNode? node = scope.Root;
        var path = new List<RegoValue>();
        while (path.Count < operands.Count && operands[path.Count] is ScalarTerm key && node is not { HasRules: true })
        {
            node = node?.Children.GetValueOrDefault(key.Value);
            path.Add(key.Value);
        }
        if (path.Count < operands.Count && operands[path.Count] is ScalarTerm && node is { HasRules: true, IsFunction: false })
            return Part(plan, node, [.. path], operands);
        if (path.Count == operands.Count || node is null or { HasRules: true })
            return Follow(plan, new DocumentExpr(node, [.. path]), [.. operands.Skip(path.Count)]);
        // Below lie packages whose names are not known yet: what they hold is evaluated only where the walk leads to it.
        var patterns = new Pattern[operands.Count];
        for (var i = 0; i < patterns.Length; i++)
        {
            if (Match(plan, operands[i]) is not { } pattern)
                return null;
            patterns[i] = pattern;
        }
        var slot = scope.NewSlot();
        plan.Add(new DataWalkStep(scope.Root, patterns, new BindPattern(slot)));
        return new SlotExpr(slot);
    }

    private Expr? Part(Plan plan, RuleNode node, RegoValue[] path, IReadOnlyList<Term> operands)
    {
        var keys = operands.Skip(path.Length).TakeWhile(o => o is ScalarTerm).Select(o => ((ScalarTerm)o).Value).ToArray();
        return Follow(plan, new PartExpr(node, new DocumentExpr(node, path), path, keys), [.. operands.Skip(path.Length + keys.Length)]);
    }

    private Expr? Follow(Plan plan, Expr value, IReadOnlyList<Term> operands)
    {
        foreach (var operand in operands)
        {
            var mark = plan.Mark;
            if (Compile(plan, operand) is { } key)
            {
                value = new IndexExpr(value, key);
                continue;
            }
            plan.Return(mark);
            if (Match(plan, operand) is not { } pattern)
                return null;
            var slot = scope.NewSlot();
            plan.Add(new ScanStep(value, pattern, new BindPattern(slot)));
            value = new SlotExpr(slot);
        }
        return value;
    }

    private Expr? Call(Plan plan, CallTerm call)
    {
        var (node, builtin) = Function(call.Function);
        if (node is null && builtin is null)
        {
            scope.Error("rego_type_error", $"undefined function {FunctionName.Of(call.Function)}", call.Location);
            return new ConstantExpr(RegoNull.Instance);
        }
        if (All(plan, call.Arguments) is not { } operands)
            return null;
        if (node is not null)
            return new FunctionCallExpr(node, operands, call.Location);
        var result = new BuiltinCallExpr(builtin!, operands, call.Location);
        if (!builtin!.IsRelation)
            return result;
        var slot = scope.NewSlot();
        plan.Add(new RelationStep(result, new BindPattern(slot)));
        return new SlotExpr(slot);
    }

    private (RuleNode? Node, Builtin? Builtin) Function(Term function) => FunctionName.Find(function, scope.Root, scope.Builtins);

    private Expr? Comprehension(Plan plan, Term term)
    {
        var (body, heads) = term switch
        {
            ArrayComprehension c => (c.Body, (Term[])[c.Head]),
            SetComprehension c => (c.Body, [c.Head]),
            ObjectComprehension c => (c.Body, [c.Key, c.Value]),
            _ => throw new InvalidOperationException($"{term.GetType().Name} is no term that is compiled."),
        };
        var all = Variables.Of(body, closures: true).Keys.Concat(Variables.Of(heads, closures: true).Keys);
        if (all.Any(name => plan.Visible.Contains(name) && !plan.IsBound(name)))
            return null;
        var inner = Inner(plan, Variables.Of(body, closures: false).Keys.Concat(Variables.Of(heads, closures: false).Keys));
        bodies.Add(inner, body);
        if (Heads(inner, heads) is not { } values)
            return new ConstantExpr(RegoNull.Instance);
        var work = scope.NewWork();
        return term switch
        {
            ArrayComprehension => new ArrayComprehensionExpr(inner.Join(new ArrayComprehensionExpr.Gather(values[0], work)), work),
            SetComprehension => new SetComprehensionExpr(inner.Join(new SetComprehensionExpr.Gather(values[0], work)), work),
            _ => new ObjectComprehensionExpr(inner.Join(new ObjectComprehensionExpr.Gather(values[0], values[1], work, term.Location)), work),
        };
    }

    /// <summary>Terms of a head, behind its body; what is not bound there is reported.</summary>
    internal Expr[]? Heads(Plan plan, IReadOnlyList<Term> heads)
    {
        if (All(plan, heads) is { } values)
            return values;
        foreach (var (name, location) in Variables.Of(heads, closures: false))
        {
            if (!plan.IsBound(name) && !scope.HasUnsafe)
                scope.Unsafe(name, location);
        }
        return null;
    }
}
