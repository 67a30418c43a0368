namespace Attestry.Rego.Syntax.Clauses;

/// <summary><c>some [key,] value in domain</c>: declares the variables of key and value.</summary>
public sealed record SomeInClause(Term? Key, Term Value, Term Domain) : Clause;
