using System.ComponentModel.DataAnnotations;
using Attestry.Tpm.Boot;
using Attestry.Tpm.Structures;

namespace Attestry.MeasurementCollector;

/// <summary>
/// What hosts may boot; see <see cref="BootPolicy"/>. Digests are <c>sha256:…</c> or bare hexadecimal; patterns have <c>*</c> for any
/// run of characters and <c>?</c> for one. Lists that are empty demand nothing.
/// </summary>
public sealed record BootOptions : IValidatableObject
{
    /// <summary>Authenticode hashes of the only programs that may run before the kernel.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>SHA-256 of the only certificates that may let them run.</summary>
    public IReadOnlyList<string> Authorities { get; init; } = [];

    /// <summary>PK, KEK, db and dbx.</summary>
    public IReadOnlyList<BootDatabaseOptions> Databases { get; init; } = [];

    /// <summary>Patterns of which each kernel command line must match one.</summary>
    public IReadOnlyList<string> CommandLines { get; init; } = [];

    /// <summary>Patterns of words that no command line may hold.</summary>
    public IReadOnlyList<string> ForbiddenParameters { get; init; } = [];

    /// <summary>Patterns of words that each must hold.</summary>
    public IReadOnlyList<string> NeededParameters { get; init; } = [];

    /// <summary>Patterns of which each command of GRUB must match one.</summary>
    public IReadOnlyList<string> GrubCommands { get; init; } = [];

    /// <summary>Digests of the only files that a boot loader may read.</summary>
    public IReadOnlyList<string> Loads { get; init; } = [];

    /// <summary>Digests of the only sections of unified kernel images.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];

    /// <summary>Digests of the only credentials and extension images.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>Variables of shim.</summary>
    public IReadOnlyList<BootVariableOptions> MokLists { get; init; } = [];

    /// <summary>GUIDs of the only disks to boot from.</summary>
    public IReadOnlyList<string> Disks { get; init; } = [];

    /// <summary>Reference values of PCRs, judged in every quote.</summary>
    public IReadOnlyList<ReferenceOptions> Pcrs { get; init; } = [];

    /// <summary>The boot must be the one that an administrator accepted (<c>attestry host accept-boot</c>).</summary>
    public bool RequireReference { get; init; }

    /// <summary>Parts in which a boot may differ from it: secureBoot, databases, authorities, images, commandLines, grubCommands, loads, sections, extensions, mokLists, disks.</summary>
    public IReadOnlyList<string> ReferenceExcept { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, digests) in new[]
        {
            (nameof(Images), Images), (nameof(Authorities), Authorities), (nameof(Loads), Loads), (nameof(Sections), Sections), (nameof(Extensions), Extensions),
            (nameof(Databases), [.. Databases.SelectMany(one => one.Allowed.Concat(one.Needed))]), (nameof(MokLists), [.. MokLists.SelectMany(one => one.Digests)]),
        })
            if (digests.Any(digest => digest[(digest.IndexOf(':', StringComparison.Ordinal) + 1)..] is var hex && (hex.Length is not (64 or 96 or 128) || !hex.All(char.IsAsciiHexDigit))))
                yield return new("must hold digests in hexadecimal, as sha256:….", [name]);
        if (Disks.Any(disk => !Guid.TryParse(disk, out _)))
            yield return new("must hold GUIDs.", [nameof(Disks)]);
        if (Pcrs.Any(one => !TpmHash.TryParse(one.Bank, out var bank) || one.Values.Count == 0 || one.Values.Any(value => value.Length != 2 * bank.Size || !value.All(char.IsAsciiHexDigit))))
            yield return new("must name a bank, as sha256, and values of its length in hexadecimal.", [nameof(Pcrs)]);
        if (ReferenceExcept.Any(name => !BootComparison.Names.Contains(name)))
            yield return new($"knows {string.Join(", ", BootComparison.Names)}.", [nameof(ReferenceExcept)]);
    }

    private bool IsEmpty =>
        !RequireReference && Images.Count + Authorities.Count + Databases.Count + CommandLines.Count + ForbiddenParameters.Count + NeededParameters.Count
        + GrubCommands.Count + Loads.Count + Sections.Count + Extensions.Count + MokLists.Count + Disks.Count + Pcrs.Count == 0;

    /// <returns>Null when nothing is demanded.</returns>
    internal BootPolicy? ToPolicy() => IsEmpty ? null : new()
    {
        Images = Images,
        Authorities = Authorities,
        Allowed = Databases.Where(one => one.Allowed.Count > 0).ToDictionary(one => one.Name, one => one.Allowed),
        Needed = Databases.Where(one => one.Needed.Count > 0).ToDictionary(one => one.Name, one => one.Needed),
        CommandLines = CommandLines,
        ForbiddenParameters = ForbiddenParameters,
        NeededParameters = NeededParameters,
        GrubCommands = GrubCommands,
        Loads = Loads,
        Sections = Sections,
        Extensions = Extensions,
        MokLists = MokLists.ToDictionary(one => one.Name, one => one.Digests),
        Disks = Disks,
        Pcrs = Pcrs.GroupBy(one => $"{one.Bank}:{one.Pcr}").ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.SelectMany(one => one.Values)]),
        RequireReference = RequireReference,
        ReferenceExcept = ReferenceExcept,
    };
}
