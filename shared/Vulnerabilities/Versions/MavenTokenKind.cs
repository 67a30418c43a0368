namespace Attestry.Vulnerabilities.Versions;

/// <summary>What an item of a Maven version is. Where two versions differ in it, the kind that comes later here is the newer one.</summary>
internal enum MavenTokenKind
{
    Word,

    /// <summary>The list that a hyphen, or a change between digits and letters, opens; it holds all items that follow.</summary>
    List,

    Number,
}
