namespace Attestry.Rego.Syntax.Clauses;

/// <summary><c>left = right</c></summary>
public sealed record UnifyClause(Term Left, Term Right) : Clause;
