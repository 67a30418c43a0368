namespace Attestry.Rego.Syntax;

/// <summary>Where something stands in a policy file.</summary>
/// <param name="Row">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Offset">From 0, in characters of the source.</param>
public readonly record struct SourceLocation(string File, int Row, int Column, int Offset)
{
    public override string ToString() => File.Length == 0 ? $"{Row}:{Column}" : $"{File}:{Row}";
}
