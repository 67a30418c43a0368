namespace Attestry.Rego.Syntax.Clauses;

/// <summary><c>every [key,] value in domain { body }</c></summary>
public sealed record EveryClause(Terms.VarTerm? Key, Terms.VarTerm Value, Term Domain, Body Body) : Clause;
