using System.Diagnostics.CodeAnalysis;
using Attestry.Primitives.Findings;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Boot;

/// <summary>A boot event log: <c>binary_bios_measurements</c>, or the table of an ACPI CCEL.</summary>
/// <param name="Banks">That the log has digests of, and that can be computed with here.</param>
public sealed record BootLog(BootLogFormat Format, IReadOnlyList<TpmHash> Banks, IReadOnlyList<BootEvent> Events)
{
    /// <summary>After GetEventLog firmware measures ExitBootServices and some variables.</summary>
    private const int MostFinalEvents = 64;

    private static ReadOnlySpan<byte> StartupLocality => "StartupLocality\0"u8;

    /// <summary>Reads the whole log. Zeros or ones after the last event, as ACPI tables and CCELs have them, are not part of it.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out BootLog? log, [NotNullWhen(false)] out Finding? finding) =>
        BootLogReader.TryRead(bytes, out log, out finding);

    /// <summary>Replays all events into PCR 0 to 15 (CCEL: the registers) of every bank. A PCR that no event extends is left out.</summary>
    public PcrValues Replay()
    {
        var values = new PcrValues();
        foreach (var bank in Banks)
        {
            var pcrs = new byte[]?[16];
            if (Start() is var first && first != 0)
                (pcrs[0] = new byte[bank.Size])[^1] = first;
            foreach (var one in Events)
                if (!one.IsNoAction && one.Pcr < pcrs.Length && one.Digests.TryGetValue(bank, out var digest))
                    bank.Extend(pcrs[one.Pcr] ??= new byte[bank.Size], digest.Span);
            for (var pcr = 0; pcr < pcrs.Length; pcr++)
                if (pcrs[pcr] is { } value)
                    values.TrySet(bank, pcr, value);
        }
        return values;
    }

    /// <summary>
    /// The log without its end, where that says once more what stands before it: the events after GetEventLog are kept in a table of
    /// their own (EFI_TCG2_FINAL_EVENTS_TABLE), which some firmware also logs, so that kernels append them twice.
    /// </summary>
    /// <returns>Null when nothing is repeated. Which of the two is the log, the quoted PCRs decide.</returns>
    public BootLog? WithoutRepeatedEnd()
    {
        for (var count = Math.Min(MostFinalEvents, Events.Count / 2); count > 0; count--)
            if (Enumerable.Range(1, count).All(back => IsSame(Events[^back], Events[^(back + count)])))
                return this with { Events = [.. Events.Take(Events.Count - count)] };
        return null;
    }

    private static bool IsSame(BootEvent one, BootEvent other) =>
        one.Pcr == other.Pcr && one.Type == other.Type && one.Data.Span.SequenceEqual(other.Data.Span) && one.Digests.Count == other.Digests.Count
        && one.Digests.All(digest => other.Digests.TryGetValue(digest.Key, out var same) && same.Span.SequenceEqual(digest.Value.Span));

    /// <summary>PCR 0 starts with the locality of the startup: 3 or 4 when the hardware measured before the firmware did (PFP 1.06, 10.4.5.3).</summary>
    private byte Start()
    {
        foreach (var one in Events)
            if (one.Type == BootEventType.EfiHcrtmEvent)
                return 4;
            else if (one.IsNoAction && one.Pcr == 0 && one.Data.Length == StartupLocality.Length + 1 && one.Data.Span.StartsWith(StartupLocality))
                return one.Data.Span[^1];
            else if (!one.IsNoAction && one.Pcr == 0)
                break;
        return 0;
    }
}
