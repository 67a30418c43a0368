using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Ima;

/// <summary>
/// The first entry of a list: the hash over the PCRs that the boot filled. It ties the list to the boot, and to the boot's log.
/// </summary>
public static class BootAggregate
{
    /// <summary>PCR 0 to 7; since Linux 5.8 also 8 and 9 in all banks but SHA-1.</summary>
    private static readonly int[] LastPcrs = [9, 7];

    /// <summary>The digests that a kernel may have logged for these PCRs.</summary>
    public static IEnumerable<ImaDigest> Of(PcrValues pcrs)
    {
        ArgumentNullException.ThrowIfNull(pcrs);
        foreach (var bank in TpmHash.All)
        foreach (var last in LastPcrs)
            if (pcrs.Digest(bank, [PcrSelection.Of(bank, [.. Enumerable.Range(0, last + 1)])]) is { } digest)
                yield return new(bank.Name, digest);
    }

    /// <summary>Is it the entry that a boot with these PCRs wrote?</summary>
    public static bool Matches(ImaEntry entry, PcrValues pcrs)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry is { IsBootAggregate: true, FileDigest: { } logged }
            && Of(pcrs).Any(digest => digest.Algorithm == logged.Algorithm && digest.Value.Span.SequenceEqual(logged.Value.Span));
    }
}
