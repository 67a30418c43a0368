namespace Attestry.Rego.Syntax.Clauses;

/// <summary>A term that must be defined and not <c>false</c>. Calls (<c>a == b</c> is <c>equal(a, b)</c>) are terms too.</summary>
public sealed record TermClause(Term Term) : Clause;
