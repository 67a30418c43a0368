namespace Attestry.Rego.Syntax;

/// <summary>One expression of a body.</summary>
/// <param name="Negated">Under <c>not</c>.</param>
/// <param name="With">Replacements that hold while it is evaluated.</param>
public sealed record Expression(Clause Clause, bool Negated, IReadOnlyList<WithModifier> With, SourceLocation Location)
{
    /// <summary>Where its text ends in the source; 0 of one that no source has.</summary>
    public int EndOffset { get; init; }
}
