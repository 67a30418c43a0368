using System.Collections.Concurrent;
using System.Collections.Frozen;
using Attestry.Rego.Builtins;
using Attestry.Rego.Compilation;
using Attestry.Rego.Compilation.Checks;
using Attestry.Rego.Syntax;

namespace Attestry.Rego;

/// <summary>Compiled policies. Immutable; any number of threads may evaluate its queries at once.</summary>
public sealed class RegoProgram
{
    private readonly ProgramBuilder _builder;
    private readonly FrozenDictionary<string, Builtin> _builtins;

    internal RegoProgram(ProgramBuilder builder, FrozenDictionary<string, Builtin> builtins) => (_builder, _builtins) = (builder, builtins);

    internal int Nodes => _builder.Nodes;

    internal ConcurrentDictionary<(string Kind, string Pattern), object> Patterns { get; } = new();

    /// <exception cref="RegoException">Every error that was found in the query.</exception>
    public PreparedQuery Prepare(string query, RegoVersion version = RegoVersion.V1)
    {
        var parsed = RegoParser.ParseQuery(query, "", version);
        var errors = new List<RegoError>();
        var resolver = new ScopeResolver(_ => null, errors, strict: false, _ => null);
        resolver.Enter();
        var body = resolver.Body(parsed);
        if (errors.Count == 0)
            new CallCheck(_builder.Root, _builtins, errors).Check(SyntaxWalk.Terms(body));
        if (errors.Count == 0
            && QueryPlan.Of(body, Scope()) is { } bindings
            && QueryPlan.Of(QueryPlan.Capturing(body, Scope()), Scope()) is { } values
            && errors.Count == 0)
            return new PreparedQuery(this, bindings, values, [.. parsed.Expressions.Select(e => (query[e.Location.Offset..e.EndOffset], e.Location))]);
        throw new RegoException(errors);

        PlanScope Scope() => new(_builder.Root, _builtins, errors);
    }
}
