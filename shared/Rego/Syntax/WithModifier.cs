namespace Attestry.Rego.Syntax;

/// <summary><c>with target as value</c>. The target is a reference under <c>input</c> or <c>data</c>, or names a function.</summary>
public sealed record WithModifier(Term Target, Term Value, SourceLocation Location);
