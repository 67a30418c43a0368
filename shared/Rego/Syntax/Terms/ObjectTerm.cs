namespace Attestry.Rego.Syntax.Terms;

/// <summary><c>{k: v}</c></summary>
public sealed record ObjectTerm(IReadOnlyList<(Term Key, Term Value)> Entries, SourceLocation Location) : Term(Location);
