namespace Attestry.Rego.Syntax.Terms;

/// <summary><c>[head | body]</c></summary>
public sealed record ArrayComprehension(Term Head, Body Body, SourceLocation Location) : Term(Location);
