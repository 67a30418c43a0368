namespace Attestry.Rego.Syntax.Terms;

/// <summary>A reference: a head (a variable, a call, a composite literal) and at least one operand; <c>a.b</c> and <c>a["b"]</c> are the same.</summary>
public sealed record RefTerm(Term Head, IReadOnlyList<Term> Operands, SourceLocation Location) : Term(Location);
