using Attestry.Rego.Syntax;
using Attestry.Rego.Syntax.Clauses;
using Attestry.Rego.Syntax.Terms;

namespace Attestry.Rego.Compilation.Checks;

/// <summary>What v1 forbids, and strict mode in v0: imports and names that hide others, and functions that are deprecated.</summary>
internal static class ModuleCheck
{
    private static readonly HashSet<string> Deprecated =
        ["all", "any", "cast_array", "cast_boolean", "cast_null", "cast_object", "cast_set", "cast_string", "net.cidr_overlap", "re_match", "set_diff"];

    internal static void Check(PolicyModule module, bool strict, List<RegoError> errors)
    {
        if (strict)
            UnusedImports(module, errors);
        if (!strict && module.Version == RegoVersion.V0 && !module.Imports.Any(i => i.Path is ["rego", "v1"]))
            return;
        DuplicateImports(module, errors);
        var own = module.Rules.Select(r => r.Name.Name).ToHashSet();
        foreach (var rule in module.Rules)
        {
            if (rule.Name.Name is "input" or "data")
                errors.Add(Shadow("rules", rule.Name.Name, "rule name", rule.Location));
            Names(rule, errors);
            foreach (var call in SyntaxWalk.Terms(rule).OfType<CallTerm>().Where(c => FunctionName.Of(c.Function) is var name && Deprecated.Contains(name) && !own.Contains(name)))
                errors.Add(new("rego_type_error", $"deprecated built-in function calls in expression: {FunctionName.Of(call.Function)}", call.Location));
        }
    }

    private static void DuplicateImports(PolicyModule module, List<RegoError> errors)
    {
        var seen = new Dictionary<string, Import>();
        foreach (var import in module.Imports.Where(i => i.Path[0] is "data" or "input"))
        {
            if (!seen.TryAdd(import.Name, import))
                errors.Add(new("rego_compile_error", $"import must not shadow {seen[import.Name]}", import.Location));
        }
    }

    private static void UnusedImports(PolicyModule module, List<RegoError> errors)
    {
        var used = module.Rules.SelectMany(SyntaxWalk.Terms)
            .SelectMany(t => t is CallTerm call ? [t, .. SyntaxWalk.Terms(call.Function)] : new[] { t })
            .OfType<VarTerm>().Select(v => v.Name).ToHashSet();
        foreach (var import in module.Imports.Where(i => i.Path[0] is "data" or "input" && !used.Contains(i.Name)))
            errors.Add(new("rego_compile_error", $"{import} unused", import.Location));
    }

    private static void Names(Rule rule, List<RegoError> errors)
    {
        foreach (var argument in (rule.Arguments ?? []).OfType<VarTerm>().Where(IsRoot))
            errors.Add(Shadow("args", argument.Name, "variable name", argument.Location));
        for (Rule? at = rule; at is not null; at = at.Else)
        {
            foreach (var assign in at.Body.Expressions.Select(e => e.Clause).OfType<AssignClause>())
            {
                if (assign.Left is VarTerm variable && IsRoot(variable))
                    errors.Add(Shadow("variables", variable.Name, "variable name", variable.Location));
            }
        }
    }

    private static bool IsRoot(VarTerm variable) => variable.Name is "input" or "data";

    private static RegoError Shadow(string what, string name, string use, SourceLocation location) =>
        new("rego_compile_error", $"{what} must not shadow {name} (use a different {use})", location);
}
