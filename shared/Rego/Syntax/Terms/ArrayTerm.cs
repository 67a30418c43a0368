namespace Attestry.Rego.Syntax.Terms;

/// <summary><c>[a, b]</c></summary>
public sealed record ArrayTerm(IReadOnlyList<Term> Items, SourceLocation Location) : Term(Location);
