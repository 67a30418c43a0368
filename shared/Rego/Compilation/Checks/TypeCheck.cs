using Attestry.Rego.Builtins;
using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Types;
using Attestry.Rego.Values;

namespace Attestry.Rego.Compilation.Checks;

/// <summary>
/// Calls and comparisons that can never hold because of the types of what is written: literals, collections, results of
/// built-in functions, and variables that are declared as such. Everything else may be anything.
/// </summary>
internal sealed class TypeCheck(RuleNode root, IReadOnlyDictionary<string, Builtin> builtins, List<RegoError> errors)
{
    private readonly Dictionary<string, RegoType> _variables = [];

    internal static void Check(IEnumerable<ResolvedRule> rules, RuleNode root, IReadOnlyDictionary<string, Builtin> builtins, List<RegoError> errors)
    {
        foreach (var rule in rules)
            new TypeCheck(root, builtins, errors).Check(rule.Rule);
    }

    private void Check(Rule rule)
    {
        var expressions = SyntaxWalk.Expressions(rule).Distinct(ReferenceEqualityComparer.Instance).Cast<Expression>().ToList();
        // In order of writing: a declared variable stands behind those that its value names.
        foreach (var clause in expressions.Where(e => !e.Negated).OrderBy(e => e.Location.Offset).Select(e => e.Clause).OfType<UnifyClause>())
        {
            if (clause.Left is VarTerm { Name: var name } && Names.IsDeclared(name))
                _variables.TryAdd(name, TypeOf(clause.Right));
        }
        foreach (var expression in expressions)
        {
            if (expression.Clause is UnifyClause u)
                Compare(u.Left, u.Right, expression.Location);
            else if (expression.Clause is TermClause { Term: CallTerm { Function: VarTerm { Name: "equal" }, Arguments: [var left, var right] } })
                Compare(left, right, expression.Location);
        }
        foreach (var call in SyntaxWalk.Terms(rule).OfType<CallTerm>())
            Check(call);
    }

    private void Compare(Term left, Term right, SourceLocation location)
    {
        var (a, b) = (TypeOf(left), TypeOf(right));
        if (!TypeRelation.MayMeet(a, b))
            errors.Add(new("rego_type_error", $"match error\n\tleft  : {a}\n\tright : {b}", location));
    }

    private void Check(CallTerm call)
    {
        if (FunctionName.Find(call.Function, root, builtins).Builtin is not { } builtin || call.Arguments.Count < builtin.Parameters.Count)
            return;
        var given = call.Arguments.Select(TypeOf).ToList();
        if (!builtin.Parameters.Zip(given).All(p => TypeRelation.MayMeet(p.First, p.Second)))
            errors.Add(new("rego_type_error", $"{builtin.Name}: invalid argument(s)\n\thave: ({string.Join(", ", given)})\n\twant: ({string.Join(", ", builtin.Parameters)})", call.Location));
    }

    private RegoType TypeOf(Term term) => term switch
    {
        ScalarTerm scalar => TypeOf(scalar.Value),
        VarTerm variable => _variables.GetValueOrDefault(variable.Name, RegoType.Any),
        ArrayTerm array => new ArrayType([.. array.Items.Select(TypeOf)], null),
        ObjectTerm or ObjectComprehension => RegoType.ObjectOf(RegoType.Any, RegoType.Any),
        SetTerm or SetComprehension => RegoType.SetOf(RegoType.Any),
        ArrayComprehension => RegoType.ArrayOf(RegoType.Any),
        TemplateTerm => RegoType.Text,
        CallTerm call => FunctionName.Find(call.Function, root, builtins).Builtin is { IsRelation: false } builtin ? builtin.Result : RegoType.Any,
        _ => RegoType.Any,
    };

    private static RegoType TypeOf(RegoValue value) => value switch
    {
        RegoNull => RegoType.Null,
        RegoBoolean => RegoType.Boolean,
        RegoNumber => RegoType.Number,
        RegoString => RegoType.Text,
        _ => RegoType.Any,
    };
}
