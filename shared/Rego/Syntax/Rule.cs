namespace Attestry.Rego.Syntax;

/// <summary>One rule as written. Several of one name make the rule together.</summary>
/// <param name="Name">The variable that the head starts with.</param>
/// <param name="Reference">The operands after it: <c>p.q[x] := 1</c> has <c>"q"</c> and <c>x</c>.</param>
/// <param name="Arguments">Patterns of a function's parameters; null when it is no function.</param>
/// <param name="Value">Of a single value or function the value (<c>true</c> when none is written); of a partial set the element.</param>
/// <param name="Assigned">Written with <c>:=</c>.</param>
/// <param name="Else">The rule that is tried when this one's body does not hold.</param>
/// <param name="HasBody">A body was written; a bare <c>p := 1</c> has the body <c>true</c>.</param>
public sealed record Rule(
    RuleKind Kind,
    Terms.VarTerm Name,
    IReadOnlyList<Term> Reference,
    IReadOnlyList<Term>? Arguments,
    Term Value,
    bool Assigned,
    bool IsDefault,
    Body Body,
    bool HasBody,
    Rule? Else,
    SourceLocation Location)
{
    /// <summary>Metadata blocks that stand right above it.</summary>
    public IReadOnlyList<Annotations> Annotations { get; init; } = [];
}
