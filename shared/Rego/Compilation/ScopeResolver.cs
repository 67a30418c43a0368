using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Values;

namespace Attestry.Rego.Compilation;

/// <summary>
/// Gives every name of one rule its meaning: rules and imports become references under <c>data</c> and <c>input</c>,
/// declared variables get names of their own, and <c>:=</c> becomes <c>=</c>.
/// </summary>
/// <param name="globals">What a name means in the module; null when it is no rule and no import.</param>
/// <param name="strict">Every variable that is declared must be used.</param>
/// <param name="constants">The value of a function that is known already, such as <c>rego.metadata.rule</c>; null of every other.</param>
internal sealed class ScopeResolver(Func<string, Term?> globals, List<RegoError> errors, bool strict, Func<string, RegoValue?> constants)
{
    private readonly Stack<Scope> _scopes = new();
    private const string Argument = "argument";
    private const string Assigned = "assigned";
    private const string Member = "declared in";
    private const string DeclaredBySome = "declared";

    private readonly NegationExpander _negations = new();
    private int _names;

    internal void Enter() => _scopes.Push(new());

    /// <param name="place">Of the body whose scope it was, for variables that nothing used.</param>
    internal void Leave(SourceLocation place)
    {
        foreach (var declared in _scopes.Pop().Declared.Values.Where(d => !d.IsUsed))
        {
            if (Unused(declared) is { } message)
                errors.Add(new("rego_compile_error", message, declared.How == Argument ? declared.Location : place));
        }
    }

    private string? Unused(Declaration declared) => declared.How switch
    {
        DeclaredBySome => $"declared var {declared.Name} unused",
        Argument when strict => $"unused argument {declared.Name}. (hint: use _ (wildcard variable) instead)",
        Assigned when strict => $"assigned var {declared.Name} unused",
        _ => null,
    };

    /// <summary>Declares every variable of a parameter's pattern.</summary>
    internal Term Parameter(Term pattern) => Declare(pattern, Argument);

    /// <summary>Resolves a body in the scope that is open; what it declares stays visible until that scope is left.</summary>
    internal Body Body(Body body) => body with { Expressions = [.. body.Expressions.SelectMany(e => _negations.Expand(Expression(e)))] };

    internal Term Term(Term term) => term switch
    {
        VarTerm variable => Variable(variable),
        RefTerm reference => Join(Term(reference.Head), [.. reference.Operands.Select(Term)], reference.Location),
        ArrayTerm array => array with { Items = [.. array.Items.Select(Term)] },
        SetTerm set => set with { Items = [.. set.Items.Select(Term)] },
        ObjectTerm o => o with { Entries = [.. o.Entries.Select(e => (Term(e.Key), Term(e.Value)))] },
        CallTerm { Arguments.Count: 0 } call when constants(FunctionName.Of(call.Function)) is { } value => new ScalarTerm(value, call.Location),
        CallTerm call => call with { Function = Function(call.Function), Arguments = [.. call.Arguments.Select(Term)] },
        TemplateTerm template => template with { Parts = [.. template.Parts.Select(Term)] },
        ArrayComprehension c => Inner(c.Body, body => new ArrayComprehension(Term(c.Head), body, c.Location)),
        SetComprehension c => Inner(c.Body, body => new SetComprehension(Term(c.Head), body, c.Location)),
        ObjectComprehension c => Inner(c.Body, body => new ObjectComprehension(Term(c.Key), Term(c.Value), body, c.Location)),
        _ => term,
    };

    private Term Inner(Body body, Func<Body, Term> make)
    {
        Enter();
        var made = make(Body(body));
        Leave(body.Location);
        return made;
    }

    private Term Variable(VarTerm variable)
    {
        foreach (var scope in _scopes)
        {
            if (!scope.Declared.TryGetValue(variable.Name, out var own))
                continue;
            own.IsUsed = true;
            return variable with { Name = own.Inner };
        }
        if (_scopes.Count > 0 && variable.Name is not ("input" or "data") && globals(variable.Name) is null)
            _scopes.Peek().Used.TryAdd(variable.Name, variable.Location);
        return globals(variable.Name) is { } global ? Relocate(global, variable.Location) : variable;
    }

    private static Term Relocate(Term global, SourceLocation location) => global with { Location = location };

    private Term Function(Term function)
    {
        var head = function as VarTerm ?? (function as RefTerm)?.Head as VarTerm;
        if (head is null || (globals(head.Name) is null && head.Name != "data"))
            return function;
        return Term(function);
    }

    private static RefTerm Join(Term head, IReadOnlyList<Term> operands, SourceLocation location) =>
        head is RefTerm inner
            ? new RefTerm(inner.Head, [.. inner.Operands, .. operands], location)
            : new RefTerm(head, operands, location);

    private Expression Expression(Expression expression)
    {
        var with = expression.With.Select(w => w with { Target = Target(w.Target), Value = Term(w.Value) }).ToList();
        return expression with { Clause = Clause(expression.Clause), With = with };
    }

    private Term Target(Term target) => target is VarTerm { Name: "input" or "data" } ? target : Term(target);

    private Clause Clause(Clause clause)
    {
        switch (clause)
        {
            case TermClause t:
                return new TermClause(Term(t.Term));
            case UnifyClause u:
                return new UnifyClause(Term(u.Left), Term(u.Right));
            case AssignClause a:
                var right = Term(a.Right);
                return new UnifyClause(Declare(a.Left, Assigned), right);
            case SomeClause s:
                foreach (var variable in s.Variables)
                    DeclareOne(variable, DeclaredBySome);
                return s with { Variables = [] };
            case SomeInClause s:
                var domain = Term(s.Domain);
                var key = s.Key is null ? null : Declare(s.Key, Member);
                return new SomeInClause(key, Declare(s.Value, Member), domain);
            case EveryClause e:
                return Every(e);
            case NotClause n:
                Enter();
                var negated = Body(n.Body);
                Leave(n.Body.Location);
                return new NotClause(negated);
            default:
                return clause;
        }
    }

    private EveryClause Every(EveryClause every)
    {
        var domain = Term(every.Domain);
        Enter();
        var key = every.Key is null ? null : DeclareOne(every.Key, Member);
        var value = DeclareOne(every.Value, Member);
        var body = Body(every.Body);
        Leave(every.Body.Location);
        return new EveryClause(key, value, domain, body);
    }

    // Variables of a pattern are new; what else stands in it means what it meant.
    private Term Declare(Term pattern, string how) => pattern switch
    {
        VarTerm variable => DeclareOne(variable, how),
        ArrayTerm array => array with { Items = [.. array.Items.Select(item => Declare(item, how))] },
        ObjectTerm o => o with { Entries = [.. o.Entries.Select(e => (Term(e.Key), Declare(e.Value, how)))] },
        _ => Term(pattern),
    };

    private VarTerm DeclareOne(VarTerm variable, string how)
    {
        if (Names.IsWildcard(variable.Name))
            return variable;
        var scope = _scopes.Peek();
        if (scope.Declared.TryGetValue(variable.Name, out var known))
        {
            // A parameter may stand twice in its list; everything else is declared once.
            if (how != Argument)
                errors.Add(new("rego_compile_error", $"var {variable.Name} {(known.How == Member ? DeclaredBySome : known.How)} above", variable.Location));
            known.IsUsed = true;
            return variable with { Name = known.Inner };
        }
        if (scope.Used.ContainsKey(variable.Name) && how != Argument)
            errors.Add(new("rego_compile_error", $"var {variable.Name} referenced above", variable.Location));
        var own = new Declaration(variable.Name, $"{variable.Name}${_names++}", how, variable.Location);
        scope.Declared[variable.Name] = own;
        return variable with { Name = own.Inner };
    }

    private sealed class Scope
    {
        internal Dictionary<string, Declaration> Declared { get; } = [];

        internal Dictionary<string, SourceLocation> Used { get; } = [];
    }

    /// <param name="Inner">The name that the compiled rule uses.</param>
    private sealed record Declaration(string Name, string Inner, string How, SourceLocation Location)
    {
        internal bool IsUsed { get; set; }
    }
}
