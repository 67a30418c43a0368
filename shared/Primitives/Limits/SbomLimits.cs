namespace Attestry.Primitives.Limits;

/// <summary>How much of foreign content the catalogers read and keep.</summary>
public static class SbomLimits
{
    /// <summary>A package database: the largest distribution with everything installed has a dpkg status of some 60 MiB.</summary>
    public const int DatabaseBytes = 64 << 20;

    /// <summary>A lock file or <c>deps.json</c>: monorepos reach 10 MiB; parsing takes some ten times as much memory.</summary>
    public const int DocumentBytes = 16 << 20;

    /// <summary>A bill of materials inside an image in XML or tag-value, which is read into a tree some twenty times as large.</summary>
    public const int BomTextBytes = 4 << 20;

    /// <summary>A manifest of one package: npm's registry refuses larger ones.</summary>
    public const int ManifestBytes = 2 << 20;

    /// <summary>Of header blocks followed by prose (<c>METADATA</c>, <c>copyright</c>): the head that is looked at.</summary>
    public const int HeadBytes = 256 << 10;

    /// <summary>Of an executable: as much is held in memory at once; a single-file .NET application has 70 MiB. Larger ones are read for their data segment alone.</summary>
    public const int ExecutableBytes = 96 << 20;

    /// <summary>Of a larger one its end is held too: there linkers put the section table and the names in it, some 64 KiB.</summary>
    public const int ExecutableTailBytes = 1 << 20;

    /// <summary>The ELF header and program headers lie in here.</summary>
    public const int ExecutableHeadBytes = 64 << 10;

    /// <summary>A jar is held in memory, for its directory stands at its end; applications with everything inside reach 80 MiB.</summary>
    public const int ArchiveBytes = 96 << 20;

    /// <summary>
    /// For all files that are held whole at one time, however many layers are read: a little more than the largest that is, which few
    /// are; two of some 50 MiB have room beside each other, and a library in a large archive beside that. A scan is to stay below 300 MB with this, <see cref="InnerArchiveBytes"/> and the runtime.
    /// </summary>
    public const int WorkingBytes = 100 << 20;

    /// <summary>Of archives that are unpacked one inside the other: a war of 80 MiB with a library of 20 MiB in it.</summary>
    public const int InnerArchiveBytes = 104 << 20;

    /// <summary>Entries of one archive; the largest jars have some 60,000.</summary>
    public const int ArchiveEntries = 200_000;

    /// <summary>Jar in war in ear is three; no tool makes more.</summary>
    public const int ArchiveDepth = 4;

    /// <summary>What all archives inside one archive may unpack to; their own limit of expansion is deflate's, 1032 times.</summary>
    public const long ArchiveExpandedBytes = 512L << 20;

    /// <summary>Tags of one rpm header: rpm itself refuses more than 65,535; real ones have some 80.</summary>
    public const int RpmHeaderTags = 65_535;

    /// <summary>Paths kept of what a package manager says it owns; a full Debian archive has some 100,000 programs and libraries.</summary>
    public const int OwnedPathsPerSource = 200_000;

    /// <summary>ELF allows 65,535 of each; linkers write some dozens.</summary>
    public const int ElfSections = 4096;

    /// <inheritdoc cref="ElfSections"/>
    public const int ElfSegments = 256;

    /// <summary>Segments that are loaded: linkers write four or five.</summary>
    public const int LoadableSegments = 32;

    /// <summary>Files that are searched for secrets; keys and tokens lie in small ones.</summary>
    public const int SecretFileBytes = 1 << 20;

    /// <summary>Secrets, setuid files and the like, of each kind in one layer or image; more tell nothing new.</summary>
    public const int HygieneItems = 1000;

    /// <summary>Executables of one layer; a full desktop has some 20,000.</summary>
    public const int ExecutablesPerLayer = 100_000;

    /// <summary>A name, version, licence or property; longer ones are no names.</summary>
    public const int FieldCharacters = 2048;

    /// <summary>Packages that one package needs by its own word; metapackages of distributions name some hundreds.</summary>
    public const int DependenciesPerPackage = 2000;

    /// <summary>Packages that one name may mean where it is looked up: a lock file has some dozen versions of one name, multi-architecture systems two packages.</summary>
    public const int DependencyCandidates = 32;

    /// <summary>Edges between the packages of one image; a full Debian archive has some 500,000.</summary>
    public const int DependenciesPerImage = 2_000_000;

    /// <summary>Folders named <c>node_modules</c> inside one another; npm flattens them to a few.</summary>
    public const int NodeModulesDepth = 64;

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
