using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Terms;

namespace Attestry.Rego.Compilation.Checks;

/// <summary>Rules that need themselves, by whatever way: their evaluation would not end.</summary>
internal sealed class RecursionCheck
{
    private const int MostReported = 10;

    private readonly RuleNode _root;
    private readonly Dictionary<RuleNode, HashSet<RuleNode>> _needs = [];

    private RecursionCheck(RuleNode root) => _root = root;

    internal static void Check(IReadOnlyList<ResolvedRule> rules, RuleNode root, List<RegoError> errors)
    {
        var check = new RecursionCheck(root);
        foreach (var rule in rules)
            check.Add(rule);
        check.DropLeaves();
        var found = 0;
        foreach (var rule in rules.DistinctBy(r => r.Node).Where(r => check._needs.ContainsKey(r.Node)))
        {
            if (check.Cycle(rule.Node) is not { } cycle)
                continue;
            errors.Add(new("rego_recursion_error", $"rule {rule.Node.Name} is recursive: {string.Join(" -> ", cycle.Select(n => n.Name))}", rule.Rule.Location));
            if (++found == MostReported)
                return;
        }
    }

    // Rules that need nothing, or only such rules, are in no cycle: what is left is small, mostly empty.
    private void DropLeaves()
    {
        var neededBy = _needs.SelectMany(n => n.Value.Select(v => (Needed: v, By: n.Key))).ToLookup(p => p.Needed, p => p.By);
        var left = _needs.ToDictionary(n => n.Key, n => n.Value.Count);
        var leaves = new Queue<RuleNode>(left.Where(n => n.Value == 0).Select(n => n.Key));
        while (leaves.TryDequeue(out var leaf))
        {
            _needs.Remove(leaf);
            foreach (var by in neededBy[leaf])
            {
                if (--left[by] == 0)
                    leaves.Enqueue(by);
            }
        }
    }

    private void Add(ResolvedRule rule)
    {
        if (!_needs.TryGetValue(rule.Node, out var needs))
            _needs[rule.Node] = needs = [];
        foreach (var term in SyntaxWalk.Terms(rule.Rule))
        {
            switch (term)
            {
                case RefTerm { Head: VarTerm { Name: "data" } } reference:
                    Reach(_root, reference.Operands, 0, needs);
                    break;
                case CallTerm { Function: RefTerm { Head: VarTerm { Name: "data" } } function }:
                    Reach(_root, function.Operands, 0, needs);
                    break;
                case VarTerm { Name: "data" }:
                    break;
            }
        }
    }

    private static void Reach(RuleNode node, IReadOnlyList<Term> operands, int at, HashSet<RuleNode> found)
    {
        if (node.HasRules)
            found.Add(node);
        if (at < operands.Count && operands[at] is ScalarTerm key)
        {
            if (node.Children.TryGetValue(key.Value, out var child))
                Reach(child, operands, at + 1, found);
            return;
        }
        foreach (var child in node.Children.Values)
            Reach(child, operands, at + 1, found);
    }

    // The shortest way from a rule back to itself.
    private List<RuleNode>? Cycle(RuleNode start)
    {
        var from = new Dictionary<RuleNode, RuleNode>();
        var queue = new Queue<RuleNode>([start]);
        while (queue.TryDequeue(out var node))
        {
            foreach (var next in _needs.GetValueOrDefault(node) ?? [])
            {
                if (next == start)
                    return Way(start, node, from);
                if (from.TryAdd(next, node))
                    queue.Enqueue(next);
            }
        }
        return null;
    }

    private static List<RuleNode> Way(RuleNode start, RuleNode last, Dictionary<RuleNode, RuleNode> from)
    {
        List<RuleNode> way = [start];
        for (var at = last; at != start; at = from[at])
            way.Insert(0, at);
        way.Insert(0, start);
        return way;
    }
}
