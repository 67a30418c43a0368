namespace Attestry.Rego.Syntax.Terms;

/// <summary>A variable. Names made by the parser start with <c>$</c>; <c>_</c> becomes one of them each time.</summary>
public sealed record VarTerm(string Name, SourceLocation Location) : Term(Location);
