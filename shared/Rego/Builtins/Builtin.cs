using Attestry.Rego.Types;

namespace Attestry.Rego.Builtins;

/// <summary>One built-in function with its signature, as the table of functions lists it.</summary>
/// <param name="Name">As policies call it: <c>count</c>, <c>json.patch</c>.</param>
/// <param name="Infix">The operator that calls it, for messages and formatting: <c>+</c>.</param>
/// <param name="IsRelation">It answers with an array of results, each of which is tried in turn (<c>walk</c>).</param>
/// <param name="IsNondeterministic">Its answer depends on more than its arguments; it is asked once a query.</param>
public sealed record Builtin(
    string Name,
    IReadOnlyList<RegoType> Parameters,
    RegoType Result,
    BuiltinFunction Function,
    string? Infix = null,
    bool IsRelation = false,
    bool IsNondeterministic = false);
