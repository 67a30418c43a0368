namespace Attestry.Rego.Syntax;

/// <summary>A term of the language as written.</summary>
public abstract record Term(SourceLocation Location);
