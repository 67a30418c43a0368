namespace Attestry.Vulnerabilities.Versions;

/// <summary>One item of a Maven version, as the place of its characters; a number of no characters is zero.</summary>
internal readonly record struct MavenToken(int Start, int Length, MavenTokenKind Kind);
