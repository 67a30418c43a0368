using Attestry.Rego.Syntax;

namespace Attestry.Rego.Compilation;

/// <summary>Resolves the names of one rule with its <c>else</c> branches.</summary>
internal static class RuleResolver
{
    /// <param name="constants">How many of the head's operands are part of the constant path.</param>
    internal static Rule Resolve(Rule rule, int constants, ScopeResolver resolver)
    {
        resolver.Enter();
        var parameters = rule.Arguments?.Select(resolver.Parameter).ToList();
        var resolved = Chain(rule, parameters, constants, resolver);
        resolver.Leave(rule.Location);
        return resolved;
    }

    private static Rule Chain(Rule rule, List<Term>? parameters, int constants, ScopeResolver resolver)
    {
        var next = rule.Else is null ? null : Chain(rule.Else, parameters, constants, resolver);
        resolver.Enter();
        var resolved = rule with
        {
            Arguments = parameters,
            Body = resolver.Body(rule.Body),
            Reference = [.. rule.Reference.Skip(constants).Select(resolver.Term)],
            Value = resolver.Term(rule.Value),
            Else = next,
        };
        resolver.Leave(rule.Body.Location);
        return resolved;
    }
}
