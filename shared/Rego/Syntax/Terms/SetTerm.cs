namespace Attestry.Rego.Syntax.Terms;

/// <summary><c>{a, b}</c>, or <c>set()</c> when empty.</summary>
public sealed record SetTerm(IReadOnlyList<Term> Items, SourceLocation Location) : Term(Location);
