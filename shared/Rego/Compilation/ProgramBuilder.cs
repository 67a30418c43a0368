using Attestry.Rego.Builtins;
using Attestry.Rego.Compilation.Checks;
using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Values;

namespace Attestry.Rego.Compilation;

/// <summary>Lays modules out as a tree of rules, checks them and compiles each rule. Stops behind the first stage that finds errors.</summary>
internal sealed class ProgramBuilder(IReadOnlyDictionary<string, Builtin> builtins, bool strict, bool coverage)
{
    private readonly List<RegoError> _errors = [];
    private readonly HashSet<string> _ruleNames = [];

    internal RuleNode Root { get; } = new(0, "data", null);

    /// <summary>How many places the tree has.</summary>
    internal int Nodes { get; private set; } = 1;

    internal IReadOnlyList<RegoError> Errors => _errors;

    internal void Add(IReadOnlyList<PolicyModule> modules)
    {
        foreach (var module in modules)
            ModuleCheck.Check(module, strict, _errors);
        // Places first: a rule may name one of a module that comes later. A package is there even without rules.
        foreach (var module in modules)
            Package(module);
        var places = modules.SelectMany(module => module.Rules.Select(rule => Place(module, rule))).ToList();
        var metadata = new MetadataChain(modules);
        var rules = places.GroupBy(p => p.Module, ReferenceEqualityComparer.Instance)
            .SelectMany(module =>
            {
                var globals = Globals((PolicyModule)module.Key!);
                return module.Select(p => Resolve(globals, p.Module, p.Rule, p.Node, p.Constants, metadata));
            })
            .ToList();
        Stage(() => ConflictCheck.Check(rules, modules, Root, _errors));
        Stage(() => new CallCheck(Root, builtins, _errors).Check(rules.SelectMany(r => SyntaxWalk.Terms(r.Rule))));
        Stage(() => rules.ForEach(Compile));
        Stage(() => RecursionCheck.Check(rules, Root, _errors));
        Stage(() => TypeCheck.Check(rules, Root, builtins, _errors));
    }

    private void Stage(Action check)
    {
        if (_errors.Count == 0)
            check();
    }

    private ResolvedRule Resolve(Func<string, Term?> globals, PolicyModule module, Rule rule, RuleNode node, int constants, MetadataChain metadata)
    {
        var resolver = new ScopeResolver(globals, _errors, strict, function => function switch
        {
            "rego.metadata.chain" => metadata.Chain(module, rule),
            "rego.metadata.rule" => MetadataChain.Rule(rule),
            _ => null,
        });
        return new(module, node, RuleResolver.Resolve(rule, constants, resolver));
    }

    private void Compile(ResolvedRule rule)
    {
        var compiled = RuleCompiler.Compile(rule.Rule, () => new PlanScope(Root, builtins, _errors, coverage));
        if (rule.Rule.IsDefault)
            rule.Node.Default = compiled;
        else
            rule.Node.Rules.Add(compiled);
    }

    /// <summary>What names mean in a module: its imports and the rules of its package.</summary>
    private Func<string, Term?> Globals(PolicyModule module)
    {
        var names = new Dictionary<string, Term>();
        foreach (var import in module.Imports.Where(i => i.Path[0] is "data" or "input"))
            names[import.Name] = Path(import.Path, import.Location);
        var package = module.Package.Aggregate((RuleNode?)Root, (node, part) => node?.Children.GetValueOrDefault(new RegoString(part)));
        foreach (var (key, child) in package?.Children ?? [])
        {
            if (key is RegoString name && IsRule(child))
                names[name.Value] = Path(["data", .. module.Package, name.Value], module.PackageLocation);
        }
        return name => names.GetValueOrDefault(name);
    }

    private bool IsRule(RuleNode node) => _ruleNames.Contains(node.Name);

    private (PolicyModule Module, Rule Rule, RuleNode Node, int Constants) Place(PolicyModule module, Rule rule)
    {
        var node = Child(Package(module), new RegoString(rule.Name.Name));
        _ruleNames.Add(node.Name);
        var constants = 0;
        while (constants < rule.Reference.Count && rule.Reference[constants] is ScalarTerm key)
        {
            node = Child(node, key.Value);
            constants++;
        }
        node.IsFunction |= rule.Kind == RuleKind.Function;
        node.Arity = rule.Arguments?.Count ?? node.Arity;
        node.Declared = true;
        return (module, rule, node, constants);
    }

    private RuleNode Package(PolicyModule module) =>
        module.Package.Aggregate(Root, (node, part) => Child(node, new RegoString(part)));

    private RuleNode Child(RuleNode parent, RegoValue key)
    {
        if (parent.Children.TryGetValue(key, out var child))
            return child;
        var name = $"{parent.Name}.{(key is RegoString text ? text.Value : key.ToString())}";
        child = new RuleNode(Nodes++, name, parent);
        parent.Children[key] = child;
        return child;
    }

    private static Term Path(IReadOnlyList<string> path, SourceLocation location)
    {
        var head = new VarTerm(path[0], location);
        return path.Count == 1 ? head : new RefTerm(head, [.. path.Skip(1).Select(part => new ScalarTerm(new RegoString(part), location))], location);
    }
}
