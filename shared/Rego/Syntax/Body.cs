namespace Attestry.Rego.Syntax;

/// <summary>Expressions that must all hold.</summary>
public sealed record Body(IReadOnlyList<Expression> Expressions, SourceLocation Location);
