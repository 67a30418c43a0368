namespace Attestry.Vulnerabilities.Versions;

/// <summary>One token of a Maven version: where it stands and what precedes it.</summary>
/// <param name="Hyphen">A hyphen, or the change between digits and letters that counts as one; else a dot.</param>
/// <param name="BeforeDigit">A digit follows at once, so that <c>a</c>, <c>b</c> and <c>m</c> are short for alpha, beta and milestone.</param>
internal readonly record struct MavenToken(int Start, int Length, bool Hyphen, bool IsNumber, bool BeforeDigit);
