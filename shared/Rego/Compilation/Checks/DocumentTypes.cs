using Attestry.Rego.Builtins;
using Attestry.Rego.Syntax;
using Attestry.Rego.Types;

namespace Attestry.Rego.Compilation.Checks;

/// <summary>The types of what rules define, each worked out when it is first asked for. No rule needs itself: that is checked before.</summary>
internal sealed class DocumentTypes(IEnumerable<ResolvedRule> rules, RuleNode root, IReadOnlyDictionary<string, Builtin> builtins)
{
    private readonly ILookup<RuleNode, Rule> _rules = rules.ToLookup(r => r.Node, r => r.Rule);
    private readonly Dictionary<RuleNode, RegoType> _documents = [];
    private readonly Dictionary<RuleNode, IReadOnlyList<RegoType>> _parameters = [];

    private const int Deepest = 100;

    private int _depth;

    internal RuleNode Root => root;

    internal IReadOnlyDictionary<string, Builtin> Builtins => builtins;

    /// <summary>Of a rule its document's type, of a function that of its results.</summary>
    internal RegoType Of(RuleNode node)
    {
        if (_documents.TryGetValue(node, out var known))
            return known;
        // Types that hang on each other so deeply are not worked out: to be anything is never wrong.
        if (_depth == Deepest)
            return RegoType.Any;
        // Whoever comes back here on the way learns nothing.
        _documents[node] = RegoType.Any;
        _depth++;
        var type = TypeAlgebra.Bounded(Infer(node));
        _depth--;
        return _documents[node] = type;
    }

    /// <summary>What a function's parameters may be: what is written there, or what the built-in functions take that they are handed to.</summary>
    internal IReadOnlyList<RegoType> Parameters(RuleNode function)
    {
        if (!_parameters.TryGetValue(function, out var known))
        {
            var types = _rules[function].Select(Parameters).ToList();
            _parameters[function] = known = [.. Enumerable.Range(0, function.Arity).Select(i => types.Select(t => i < t.Count ? t[i] : RegoType.Any).Aggregate<RegoType, RegoType?>(null, TypeAlgebra.Either) ?? RegoType.Any)];
        }
        return known;
    }

    private RegoType Infer(RuleNode node)
    {
        var all = _rules[node].ToList();
        if (all.Count == 0 || all.Exists(r => r.Reference.Count > 0) || (node.Children.Count > 0 && !node.IsFunction))
            return RegoType.ObjectOf(RegoType.Any, RegoType.Any);
        RegoType? type = null;
        foreach (var first in all)
        {
            var terms = new TermTypes(this, first);
            for (var rule = first; rule is not null; rule = rule.Else)
                type = TypeAlgebra.Either(type, terms.Of(rule.Value));
        }
        return all[0].Kind == RuleKind.PartialSet ? RegoType.SetOf(type!) : type!;
    }

    private List<RegoType> Parameters(Rule rule)
    {
        var terms = new TermTypes(this, rule);
        return [.. rule.Arguments!.Select(parameter => rule.Else is null ? terms.OfParameter(parameter) : RegoType.Any)];
    }
}
