namespace Attestry.Rego.Syntax.Terms;

/// <summary>A call of a function: <c>count(x)</c>. Infix operators are calls too: <c>a + b</c> is <c>plus</c>.</summary>
public sealed record CallTerm(Term Function, IReadOnlyList<Term> Arguments, SourceLocation Location) : Term(Location);
