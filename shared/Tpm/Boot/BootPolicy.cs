namespace Attestry.Tpm.Boot;

/// <summary>
/// Rules about what a host boots. A rule that is given fails closed: what the log does not prove does not meet it. Digests are
/// <c>sha256:…</c> or bare hexadecimal; patterns as of <see cref="Hosts.Wildcard"/>.
/// </summary>
public sealed record BootPolicy
{
    /// <summary>Authenticode hashes of the only programs that may run before the kernel does.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>SHA-256 of the only certificates, or hashes, that may let programs run.</summary>
    public IReadOnlyList<string> Authorities { get; init; } = [];

    /// <summary>By PK, KEK, db, dbx: the only entries that the database may hold.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Allowed { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>By PK, KEK, db, dbx: entries that it must hold.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Needed { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Patterns of which each kernel command line must match one.</summary>
    public IReadOnlyList<string> CommandLines { get; init; } = [];

    /// <summary>Patterns of words that no kernel command line may hold: <c>init=*</c>.</summary>
    public IReadOnlyList<string> ForbiddenParameters { get; init; } = [];

    /// <summary>Patterns of words that each kernel command line must hold: <c>lockdown=*</c>.</summary>
    public IReadOnlyList<string> NeededParameters { get; init; } = [];

    /// <summary>Patterns of which each command of GRUB must match one.</summary>
    public IReadOnlyList<string> GrubCommands { get; init; } = [];

    /// <summary>Digests of the only files that a boot loader may read: kernels and initial RAM disks among them.</summary>
    public IReadOnlyList<string> Loads { get; init; } = [];

    /// <summary>Digests of the only sections of unified kernel images.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];

    /// <summary>Digests of the only credentials and extension images.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>By MokList, MokListX, SbatLevel…: digests that the variable may have.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> MokLists { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>GUIDs of the only disks to boot from.</summary>
    public IReadOnlyList<string> Disks { get; init; } = [];

    /// <summary>Reference values: by bank and PCR, <c>sha256:7</c>, the values that it may have. Judged in every quote, without any log.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Pcrs { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The boot must be the one that an administrator accepted as this host's reference.</summary>
    public bool RequireReference { get; init; }

    /// <summary>Parts in which a boot may differ from the reference: names of <see cref="BootState"/>'s members in camel case, <c>grubCommands</c>.</summary>
    public IReadOnlyList<string> ReferenceExcept { get; init; } = [];

    /// <summary>Does a rule need the log?</summary>
    internal bool NeedsLog =>
        RequireReference || Images.Count + Authorities.Count + Allowed.Count + Needed.Count + CommandLines.Count + ForbiddenParameters.Count
        + NeededParameters.Count + GrubCommands.Count + Loads.Count + Sections.Count + Extensions.Count + MokLists.Count + Disks.Count > 0;
}
