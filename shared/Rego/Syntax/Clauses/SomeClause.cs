namespace Attestry.Rego.Syntax.Clauses;

/// <summary><c>some x, y</c>: declares variables.</summary>
public sealed record SomeClause(IReadOnlyList<Terms.VarTerm> Variables) : Clause;
