using Attestry.Rego.Builtins;
using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Types;

namespace Attestry.Rego.Compilation.Checks;

/// <summary>
/// Calls, comparisons and references that can never hold because of types: of literals, of what rules and built-in functions
/// come to, and of variables that are declared as such. Input and base documents may be anything.
/// </summary>
internal sealed class TypeCheck
{
    private readonly DocumentTypes _documents;
    private readonly TermTypes _terms;
    private readonly List<RegoError> _errors;

    private TypeCheck(DocumentTypes documents, Rule rule, List<RegoError> errors) =>
        (_documents, _terms, _errors) = (documents, new(documents, rule), errors);

    internal static void Check(IReadOnlyList<ResolvedRule> rules, RuleNode root, IReadOnlyDictionary<string, Builtin> builtins, List<RegoError> errors)
    {
        var documents = new DocumentTypes(rules, root, builtins);
        foreach (var rule in rules)
            new TypeCheck(documents, rule.Rule, errors).Check(rule.Rule);
    }

    private void Check(Rule rule)
    {
        // Under `with` a document may be anything.
        var replaced = new HashSet<Term>(ReferenceEqualityComparer.Instance);
        foreach (var expression in _terms.Expressions)
        {
            if (expression.With.Count > 0)
                replaced.UnionWith(SyntaxWalk.Terms(expression));
            else if (expression.Clause is UnifyClause u)
                Compare(u.Left, u.Right, expression.Location);
            else if (expression.Clause is TermClause { Term: CallTerm { Function: VarTerm { Name: "equal" }, Arguments: [var left, var right] } })
                Compare(left, right, expression.Location);
        }
        foreach (var term in SyntaxWalk.Terms(rule).Where(t => !replaced.Contains(t)))
        {
            if (term is CallTerm call)
                Check(call);
            else if (term is RefTerm reference)
                Check(reference);
        }
    }

    private void Compare(Term left, Term right, SourceLocation location)
    {
        var (a, b) = (_terms.Of(left), _terms.Of(right));
        if (!TypeRelation.MayMeet(a, b))
            Add($"match error\n\tleft  : {a}\n\tright : {b}", location);
    }

    private void Check(CallTerm call)
    {
        var (node, builtin) = FunctionName.Find(call.Function, _documents.Root, _documents.Builtins);
        var wanted = builtin?.Parameters ?? (node is null ? [] : _documents.Parameters(node));
        if (call.Arguments.Count < wanted.Count)
            return;
        var given = call.Arguments.Select(_terms.Of).ToList();
        if (!wanted.Zip(given).All(p => TypeRelation.MayMeet(p.First, p.Second)))
            Add($"{builtin?.Name ?? node!.Name}: invalid argument(s)\n\thave: ({string.Join(", ", given)})\n\twant: ({string.Join(", ", wanted)})", call.Location);
    }

    private void Check(RefTerm reference)
    {
        if (_terms.Start(reference) is not { } start)
            return;
        var type = start.Type;
        for (var i = start.From; i < reference.Operands.Count; i++)
        {
            var operand = reference.Operands[i];
            if (TypeAlgebra.Keys(type) is not { } keys)
            {
                Undefined(reference, i, $"{new string('^', Written(reference, i).Length)}\n\thave: {type}");
                return;
            }
            var next = operand is ScalarTerm key ? TypeAlgebra.At(type, key.Value) : TypeAlgebra.Values(type);
            if (next is null || (operand is not ScalarTerm && !TypeRelation.MayMeet(_terms.Of(operand), keys)))
            {
                var pad = new string(' ', Written(reference, i).Length + 1);
                var known = TypeAlgebra.KnownKeys(type);
                Undefined(reference, i, $"{pad}^\n\t{pad}have{(operand is ScalarTerm s ? $": {s.Value}" : $" (type): {_terms.Of(operand)}")}\n\t{pad}want {(known.Count > 0 ? $"(one of): [{string.Join(' ', known)}]" : $"(type): {keys}")}");
                return;
            }
            type = next;
        }
    }

    private void Undefined(RefTerm reference, int at, string detail)
    {
        var written = Written(reference, Math.Max(at, reference.Operands.Count));
        Add($"undefined ref: {written}\n\t{written}\n\t{detail}", reference.Location);
    }

    // The reference up to an operand, as OPA writes it.
    private static string Written(RefTerm reference, int operands) =>
        (reference.Head is VarTerm head ? Names.Written(head.Name) : "…") + string.Concat(reference.Operands.Take(operands).Select(o => o switch
        {
            ScalarTerm { Value: Values.RegoString { Value: var name } } when IsName(name) => $".{name}",
            ScalarTerm scalar => $"[{scalar.Value}]",
            VarTerm variable => $"[{Names.Written(variable.Name)}]",
            _ => "[…]",
        }));

    private static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private void Add(string message, SourceLocation location)
    {
        if (!_errors.Any(e => e.Message == message && e.Location == location))
            _errors.Add(new("rego_type_error", message, location));
    }
}
