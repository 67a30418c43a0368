namespace Attestry.Rego.Syntax.Terms;

/// <summary><c>{head | body}</c></summary>
public sealed record SetComprehension(Term Head, Body Body, SourceLocation Location) : Term(Location);
