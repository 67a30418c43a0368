using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Types;

namespace Attestry.Rego.Compilation.Checks;

/// <summary>The types of the terms of one rule. A variable that is declared has the type of what it is declared as; any other may be anything.</summary>
internal sealed class TermTypes
{
    private readonly DocumentTypes _documents;
    private readonly Rule _rule;
    private readonly Dictionary<string, RegoType> _variables = [];

    internal TermTypes(DocumentTypes documents, Rule rule)
    {
        (_documents, _rule) = (documents, rule);
        Expressions = [.. SyntaxWalk.Expressions(rule).Distinct(ReferenceEqualityComparer.Instance).Cast<Expression>().OrderBy(e => e.Location.Offset)];
        // In order of writing: a declared variable stands behind those that its value names.
        foreach (var expression in Expressions.Where(e => !e.Negated && e.With.Count == 0))
            Declare(expression.Clause);
    }

    /// <summary>Every expression of the rule, in order of writing.</summary>
    internal IReadOnlyList<Expression> Expressions { get; }

    internal RegoType Of(Term term) => TypeAlgebra.Bounded(Infer(term));

    private RegoType Infer(Term term) => term switch
    {
        ScalarTerm scalar => TypeAlgebra.Of(scalar.Value),
        VarTerm variable => _variables.GetValueOrDefault(variable.Name, RegoType.Any),
        RefTerm reference => OfReference(reference),
        ArrayTerm array => new ArrayType([.. array.Items.Select(Of)], null),
        ObjectTerm o => OfObject(o),
        SetTerm set => RegoType.SetOf(set.Items.Select(Of).Aggregate<RegoType, RegoType?>(null, TypeAlgebra.Either) ?? RegoType.Any),
        ArrayComprehension c => RegoType.ArrayOf(Of(c.Head)),
        SetComprehension c => RegoType.SetOf(Of(c.Head)),
        ObjectComprehension c => RegoType.ObjectOf(Of(c.Key), Of(c.Value)),
        TemplateTerm => RegoType.Text,
        CallTerm call => FunctionName.Find(call.Function, _documents.Root, _documents.Builtins) switch
        {
            { Builtin: { IsRelation: false } builtin } => builtin.Result,
            { Node: { } function } => _documents.Of(function),
            _ => RegoType.Any,
        },
        _ => RegoType.Any,
    };

    /// <summary>What a reference starts from that has a type, and how many of its operands lead there; null when nothing is known.</summary>
    internal (RegoType Type, int From)? Start(RefTerm reference)
    {
        if (reference.Head is not VarTerm { Name: "data" })
            return reference.Head is VarTerm { Name: "input" } ? null : (Of(reference.Head), 0);
        var node = _documents.Root;
        for (var i = 0; i < reference.Operands.Count; i++)
        {
            if (reference.Operands[i] is not ScalarTerm key || !node.Children.TryGetValue(key.Value, out var child))
                return null;
            node = child;
            if (node.HasRules)
                return node.IsFunction ? null : (_documents.Of(node), i + 1);
        }
        return null;
    }

    internal RegoType OfParameter(Term parameter)
    {
        if (parameter is not VarTerm variable)
            return Of(parameter);
        foreach (var call in SyntaxWalk.Terms(_rule).OfType<CallTerm>())
        {
            if (FunctionName.Find(call.Function, _documents.Root, _documents.Builtins).Builtin is not { } builtin)
                continue;
            for (var i = 0; i < builtin.Parameters.Count && i < call.Arguments.Count; i++)
            {
                if (call.Arguments[i] is VarTerm argument && argument.Name == variable.Name && !TypeAlgebra.IsAny(builtin.Parameters[i]))
                    return builtin.Parameters[i];
            }
        }
        return RegoType.Any;
    }

    private void Declare(Clause clause)
    {
        switch (clause)
        {
            case UnifyClause u:
                Declare(u.Left, Of(u.Right));
                break;
            case SomeInClause s when Of(s.Domain) is var domain:
                Declare(s.Value, TypeAlgebra.Values(domain) ?? RegoType.Any);
                if (s.Key is not null)
                    Declare(s.Key, TypeAlgebra.Keys(domain) ?? RegoType.Any);
                break;
            case EveryClause e when Of(e.Domain) is var domain:
                Declare(e.Value, TypeAlgebra.Values(domain) ?? RegoType.Any);
                break;
        }
    }

    private void Declare(Term pattern, RegoType type)
    {
        if (pattern is VarTerm { Name: var name } && Names.IsDeclared(name))
            _variables.TryAdd(name, type);
        else if (pattern is ArrayTerm array)
            foreach (var (item, i) in array.Items.Select((item, i) => (item, i)))
                Declare(item, TypeAlgebra.At(type, Values.RegoNumber.Of(i)) ?? RegoType.Any);
    }

    private RegoType OfReference(RefTerm reference)
    {
        if (Start(reference) is not { } start)
            return RegoType.Any;
        RegoType? type = start.Type;
        foreach (var operand in reference.Operands.Skip(start.From))
            type = type is null ? null : operand is ScalarTerm key ? TypeAlgebra.At(type, key.Value) : TypeAlgebra.Values(type);
        return type ?? RegoType.Any;
    }

    private RegoType OfObject(ObjectTerm o)
    {
        // An empty one says nothing about what is looked up in it.
        if (o.Entries.Count == 0)
            return RegoType.ObjectOf(RegoType.Any, RegoType.Any);
        var known = o.Entries.Where(e => e.Key is ScalarTerm).Select(e => (((ScalarTerm)e.Key).Value, Of(e.Value))).DistinctBy(e => e.Value).ToList();
        RegoType? key = null, value = null;
        foreach (var entry in o.Entries.Where(e => e.Key is not ScalarTerm))
            (key, value) = (TypeAlgebra.Either(key, Of(entry.Key)), TypeAlgebra.Either(value, Of(entry.Value)));
        return new ObjectType(known, key, value);
    }
}
