namespace Attestry.Tpm.Boot;

/// <summary>In what a boot differs from the one that was accepted.</summary>
public static class BootComparison
{
    /// <summary>The parts, by the names that a policy excepts them with.</summary>
    private static readonly IReadOnlyList<(string Name, Func<BootState, IEnumerable<string>> Of)> Parts =
    [
        ("secureBoot", state => [state.SecureBoot switch { true => "on", false => "off", null => "unknown" }]),
        ("databases", state => state.Databases.SelectMany(database => database.Value.Select(entry => $"{database.Key} {entry}"))),
        ("authorities", state => state.Authorities),
        ("images", state => Digests(state.Images)),
        ("commandLines", state => state.CommandLines),
        ("grubCommands", state => state.GrubCommands),
        ("loads", state => Digests(state.Loads)),
        ("sections", state => Digests(state.Sections)),
        ("extensions", state => Digests(state.Extensions)),
        ("mokLists", state => Digests(state.MokLists)),
        ("disks", state => Digests(state.Disks)),
    ];

    /// <summary>Names of the parts.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Parts.Select(part => part.Name)];

    /// <summary>A sentence for each difference, in both directions: a revocation that is gone weighs as much as a program that is new.</summary>
    public static IEnumerable<string> Of(BootState state, BootState reference, IReadOnlyList<string> except)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(except);
        return Differences(state, reference, except);
    }

    private static IEnumerable<string> Differences(BootState state, BootState reference, IReadOnlyList<string> except)
    {
        foreach (var (name, of) in Parts.Where(part => !except.Contains(part.Name)))
        {
            var (now, then) = (of(state).ToHashSet(StringComparer.Ordinal), of(reference).ToHashSet(StringComparer.Ordinal));
            foreach (var added in now.Except(then).Order(StringComparer.Ordinal))
                yield return $"{name}: {Primitives.Bounded.Quote(added, 500)} was not there when the reference was accepted.";
            foreach (var gone in then.Except(now).Order(StringComparer.Ordinal))
                yield return $"{name}: {Primitives.Bounded.Quote(gone, 500)} is gone since the reference was accepted.";
        }
    }

    private static IEnumerable<string> Digests(IReadOnlyList<BootMeasurement> measured) => measured.Select(one => $"{one.Digest} in PCR {one.Pcr}");
}
