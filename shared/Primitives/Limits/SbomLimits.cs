namespace Attestry.Primitives.Limits;

/// <summary>How much of foreign content the catalogers read and keep.</summary>
public static class SbomLimits
{
    /// <summary>A package database: the largest distribution with everything installed has a dpkg status of some 60 MiB.</summary>
    public const int DatabaseBytes = 64 << 20;

    /// <summary>A lock file or <c>deps.json</c>: monorepos reach 10 MiB; parsing takes some ten times as much memory.</summary>
    public const int DocumentBytes = 16 << 20;

    /// <summary>A manifest of one package: npm's registry refuses larger ones.</summary>
    public const int ManifestBytes = 2 << 20;

    /// <summary>Of header blocks followed by prose (<c>METADATA</c>, <c>copyright</c>): the head that is looked at.</summary>
    public const int HeadBytes = 256 << 10;

    /// <summary>Of an executable: as much is held in memory at once. Larger ones are read for their data segment alone.</summary>
    public const int ExecutableBytes = 64 << 20;

    /// <summary>The ELF header and program headers lie in here.</summary>
    public const int ExecutableHeadBytes = 64 << 10;

    /// <summary>ELF allows 65,535 of each; linkers write some dozens.</summary>
    public const int ElfSections = 4096;

    /// <inheritdoc cref="ElfSections"/>
    public const int ElfSegments = 256;

    /// <summary>A name, version, licence or property; longer ones are no names.</summary>
    public const int FieldCharacters = 2048;

    /// <summary>One layer; a full Debian archive is 65,000 packages, large node_modules trees some 20,000.</summary>
    public const int PackagesPerLayer = 200_000;

    /// <summary>Paths of one layer, in characters; a layer of a million files has some 80 million.</summary>
    public const int PathCharactersPerLayer = 128 << 20;

    /// <summary>Of one layer's files; more of the same tell nothing new.</summary>
    public const int FindingsPerLayer = 100;

    /// <summary>Of one artifact; the worst are listed first.</summary>
    public const int FindingsPerArtifact = 500;

    /// <summary>Platform images of one index; the official images have up to 16.</summary>
    public const int Platforms = 32;
}
