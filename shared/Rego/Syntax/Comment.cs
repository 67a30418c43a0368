namespace Attestry.Rego.Syntax;

/// <param name="Text">What follows the <c>#</c>.</param>
public sealed record Comment(string Text, SourceLocation Location);
