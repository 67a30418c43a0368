namespace Attestry.Rego.Syntax.Terms;

/// <summary><c>{key: value | body}</c></summary>
public sealed record ObjectComprehension(Term Key, Term Value, Body Body, SourceLocation Location) : Term(Location);
