using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>The validity of an executable document for a schema (October 2021, §5). The first broken rule is reported.</summary>
internal sealed class QueryRules
{
    private readonly BuiltinContext _context;
    private readonly GraphQlSchema _schema;
    private readonly GraphQlTree _tree;
    private readonly Dictionary<string, RegoObject> _fragments = [];
    private readonly Dictionary<string, DefinitionUses> _uses = [];

    private QueryRules(BuiltinContext context, GraphQlSchema schema, GraphQlTree tree) => (_context, _schema, _tree) = (context, schema, tree);

    /// <exception cref="GraphQlException">It is not valid.</exception>
    internal static void Demand(BuiltinContext context, GraphQlSchema schema, GraphQlTree query) => new QueryRules(context, schema, query).Demand();

    private void Demand()
    {
        foreach (var fragment in _tree.Root.Nodes("Fragments"))
        {
            if (!_fragments.TryAdd(fragment.Name(), fragment))
                throw _tree.Fault(fragment, $"There can be only one fragment named \"{fragment.Name()}\"");
        }
        var operations = _tree.Root.Nodes("Operations").ToList();
        DemandNames(operations);
        var selections = new SelectionRules(_context, _schema, _tree, _fragments);
        foreach (var (name, fragment) in _fragments)
            _uses[name] = selections.Demand(fragment, selections.Condition(fragment), "FRAGMENT_DEFINITION");
        DemandNoCycles();
        var overlaps = new OverlapRules(_context, _schema, _tree, _fragments);
        var used = new HashSet<string>();
        foreach (var operation in operations)
        {
            var kind = operation.Text("Operation");
            if (!_schema.Roots.TryGetValue(kind, out var root))
                throw _tree.Fault(operation, $"Schema does not support operation type \"{kind}\"");
            var reached = Reached(selections.Demand(operation, root, kind.ToUpperInvariant()), used);
            new VariableRules(_context, _schema, _tree).Demand(operation, reached);
            overlaps.Demand(operation, root);
        }
        if (_fragments.Keys.FirstOrDefault(name => !used.Contains(name)) is { } idle)
            throw _tree.Fault(_fragments[idle], $"Fragment \"{idle}\" is never used");
    }

    private void DemandNames(List<RegoObject> operations)
    {
        var names = new HashSet<string>();
        foreach (var operation in operations)
        {
            _context.Charge(1);
            var name = operation.Name();
            if (name.Length == 0 && operations.Count > 1)
                throw _tree.Fault(operation, "This anonymous operation must be the only defined operation");
            if (!names.Add(name))
                throw _tree.Fault(operation, $"There can be only one operation named \"{name}\"");
        }
    }

    /// <summary>No fragment spreads itself (§5.5.2.2): taking away those that spread none that is left takes all.</summary>
    private void DemandNoCycles()
    {
        var left = _uses.ToDictionary(entry => entry.Key, entry => entry.Value.Spreads.Count);
        var spreaders = _uses.SelectMany(entry => entry.Value.Spreads.Select(spread => (spread, entry.Key))).ToLookup(pair => pair.spread, pair => pair.Key);
        var free = new Queue<string>(left.Where(entry => entry.Value == 0).Select(entry => entry.Key));
        while (free.TryDequeue(out var name))
        {
            left.Remove(name);
            foreach (var spreader in spreaders[name])
            {
                _context.Charge(1);
                if (--left[spreader] == 0)
                    free.Enqueue(spreader);
            }
        }
        if (left.Count > 0)
            throw _tree.Fault(_fragments[left.Keys.First()], $"Cannot spread fragment \"{left.Keys.First()}\" within itself");
    }

    private List<DefinitionUses> Reached(DefinitionUses start, HashSet<string> used)
    {
        var reached = new List<DefinitionUses> { start };
        var seen = new HashSet<string>();
        for (var i = 0; i < reached.Count; i++)
        {
            foreach (var name in reached[i].Spreads)
            {
                _context.Charge(1);
                used.Add(name);
                if (seen.Add(name))
                    reached.Add(_uses[name]);
            }
        }
        return reached;
    }
}
