namespace Attestry.Tpm.Boot;

/// <summary>
/// What a host booted, as far as its quoted PCRs prove the log: for rules, for people, and to be accepted as the reference of later
/// boots. Lists hold each entry once, in the order of the boot.
/// </summary>
public sealed record BootState
{
    /// <summary>Null when the log does not say.</summary>
    public bool? SecureBoot { get; init; }

    /// <summary>By <c>PK</c>, <c>KEK</c>, <c>db</c>, <c>dbx</c>: SHA-256 of each certificate, or the hash that an entry is: <c>sha256:…</c>, in ordinal order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Databases { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Entries of db or of shim's lists that let an image run, named likewise.</summary>
    public IReadOnlyList<string> Authorities { get; init; } = [];

    /// <summary>Programs of the firmware's phase by their Authenticode hashes: boot managers, boot loaders, kernels, drivers.</summary>
    public IReadOnlyList<BootMeasurement> Images { get; init; } = [];

    /// <summary>Of kernels, as far as the text is what was measured.</summary>
    public IReadOnlyList<string> CommandLines { get; init; } = [];

    /// <summary>GRUB's, likewise.</summary>
    public IReadOnlyList<string> GrubCommands { get; init; } = [];

    /// <summary>Files that a boot loader read: kernels, initial RAM disks, modules (PCR 9).</summary>
    public IReadOnlyList<BootMeasurement> Loads { get; init; } = [];

    /// <summary>Sections of a unified kernel image (PCR 11).</summary>
    public IReadOnlyList<BootMeasurement> Sections { get; init; } = [];

    /// <summary>Credentials and settings that systemd-stub passed on (PCR 12) beside command lines, and its extension images (PCR 13).</summary>
    public IReadOnlyList<BootMeasurement> Extensions { get; init; } = [];

    /// <summary>Shim's variables: MokList, MokListX, SbatLevel, MokListTrusted (PCR 14, and 7).</summary>
    public IReadOnlyList<BootMeasurement> MokLists { get; init; } = [];

    /// <summary>Tables of partitions: the disk's GUID, and the digest of the table (PCR 5).</summary>
    public IReadOnlyList<BootMeasurement> Disks { get; init; } = [];
}
