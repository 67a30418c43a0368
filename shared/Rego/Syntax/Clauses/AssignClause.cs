namespace Attestry.Rego.Syntax.Clauses;

/// <summary><c>left := right</c>: declares the variables of the left side in this body.</summary>
public sealed record AssignClause(Term Left, Term Right) : Clause;
