using Attestry.Rego.Compilation;
using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;
using Attestry.Rego.Values;

namespace Attestry.Rego.Testing;

/// <summary>
/// Finds the tests among the rules of modules and prepares them: rules of one name become tests of their own, and a test with cases tells
/// which case it is at before it can fail.
/// </summary>
internal sealed class TestModules
{
    /// <summary>The function that a test with cases tells its case by.</summary>
    internal const string CaseFunction = "internal.test_case";

    private const string Prefix = "test_";
    private const string SkippedPrefix = "todo_test_";

    private static readonly Expression CaseCall = RegoParser.ParseQuery($"{CaseFunction}([])").Expressions[0];

    private readonly List<TestRule> _tests = [];
    private readonly Dictionary<string, int> _seen = [];

    internal TestModules(IEnumerable<PolicyModule> modules) =>
        Modules = [.. modules.Select(module => module with { Rules = [.. module.Rules.Select(rule => Prepared(module, rule))] })];

    internal IReadOnlyList<PolicyModule> Modules { get; }

    /// <summary>In the order of modules and rules.</summary>
    internal IReadOnlyList<TestRule> Tests => _tests;

    private Rule Prepared(PolicyModule module, Rule rule)
    {
        if (rule.IsDefault || rule.Kind == RuleKind.Function || NameOf(rule) is not { } name)
            return rule;
        var isSkipped = name[^1].StartsWith(SkippedPrefix, StringComparison.Ordinal);
        var path = string.Join('\0', module.Package.Concat(name));
        var times = _seen[path] = _seen.GetValueOrDefault(path) + 1;
        if (times > 1 && !isSkipped)
            (rule, name) = Renamed(rule, name, $"{name[^1]}#{times - 1:00}");
        var hasCases = rule.Kind == RuleKind.SingleValue && rule.Reference.Count >= name.Count;
        _tests.Add(new($"data.{string.Join('.', module.Package)}", string.Join('.', name), [.. module.Package, .. name], rule.Location, isSkipped, hasCases));
        return hasCases && !isSkipped && rule.Else is null ? WithCaseCall(rule, [.. rule.Reference.Skip(name.Count - 1)]) : rule;
    }

    /// <summary>The constant beginning of the rule's path up to the part that makes it a test; null when none does.</summary>
    private static List<string>? NameOf(Rule rule)
    {
        List<string> name = [rule.Name.Name];
        for (var i = 0; !IsTest(name[^1]); i++)
        {
            if (i == rule.Reference.Count || rule.Reference[i] is not ScalarTerm { Value: RegoString part })
                return null;
            name.Add(part.Value);
        }
        return name;
    }

    private static bool IsTest(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) || name.StartsWith(SkippedPrefix, StringComparison.Ordinal);

    private static (Rule, List<string>) Renamed(Rule rule, List<string> name, string last)
    {
        List<string> renamed = [.. name[..^1], last];
        if (name.Count == 1)
            return (rule with { Name = rule.Name with { Name = last } }, renamed);
        Term[] reference = [.. rule.Reference];
        reference[name.Count - 2] = new ScalarTerm(new RegoString(last), reference[name.Count - 2].Location);
        return (rule with { Reference = reference }, renamed);
    }

    // As early as the case is known: what fails behind it is a case that failed.
    private static Rule WithCaseCall(Rule rule, Term[] keys)
    {
        var expressions = rule.Body.Expressions.ToList();
        var at = 0;
        foreach (var variable in keys.SelectMany(SyntaxWalk.Terms).OfType<VarTerm>())
            at = Math.Max(at, 1 + expressions.FindIndex(expression => SyntaxWalk.Terms(expression).OfType<VarTerm>().Any(one => one.Name == variable.Name)));
        var call = (CallTerm)((TermClause)CaseCall.Clause).Term;
        expressions.Insert(at, CaseCall with { Clause = new TermClause(call with { Arguments = [new ArrayTerm(keys, call.Location)] }), EndOffset = 0 });
        return rule with { Body = rule.Body with { Expressions = expressions } };
    }
}
