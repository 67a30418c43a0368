namespace Attestry.Rego.Syntax.Terms;

/// <summary><c>$"text {term}"</c>: literal pieces and terms in turn; a part that is undefined is written as <c>&lt;undefined&gt;</c>.</summary>
public sealed record TemplateTerm(IReadOnlyList<Term> Parts, SourceLocation Location) : Term(Location);
