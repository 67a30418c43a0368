using System.Text;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Tpm.Boot;

namespace Attestry.MeasurementCollector.Boots;

/// <summary>A boot in the evidence of what runs on the host: short, for a thousand hosts may run one image.</summary>
internal static class BootSummary
{
    private const int MostEntries = 32;

    private const int MostCharacters = 512;

    public static MeasuredBoot Of(HostBootDocument boot)
    {
        var state = HostBoots.Read(boot.State)!;
        return new(
            boot.Digest,
            boot.Reference == boot.State,
            Short(state.CommandLines),
            Short(state.GrubCommands),
            Digests(state.Images),
            Short(state.Authorities),
            new SortedDictionary<string, IReadOnlyList<string>>(state.Databases.ToDictionary(one => one.Key, one => one.Key == "dbx" ? Whole(one.Value) : Short(one.Value)), StringComparer.Ordinal),
            Digests(state.Loads),
            Digests(state.Sections),
            new SortedDictionary<string, string>(state.MokLists.DistinctBy(one => one.Name).Take(MostEntries).ToDictionary(one => one.Name, one => one.Digest), StringComparer.Ordinal),
            Short([.. state.Disks.Select(disk => disk.Name)]));
    }

    private static IReadOnlyList<string> Digests(IReadOnlyList<BootMeasurement> measured) => Short([.. measured.Select(one => one.Digest)]);

    private static IReadOnlyList<string> Short(IReadOnlyList<string> texts) => [.. texts.Take(MostEntries).Select(text => text[..Math.Min(text.Length, MostCharacters)])];

    private static IReadOnlyList<string> Whole(IReadOnlyList<string> entries) => entries.Count == 0 ? [] : [Digest.Sha256(Encoding.ASCII.GetBytes(string.Join('\n', entries))).Text];
}
