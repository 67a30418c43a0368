namespace Attestry.Rego.Syntax;

/// <summary>A term of the language as written.</summary>
public abstract record Term(SourceLocation Location)
{
    /// <summary>Parentheses stand around it in the source.</summary>
    public bool IsGrouped { get; init; }
}
