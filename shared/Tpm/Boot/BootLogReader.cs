using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Boot;

/// <summary>TCG PC Client Platform Firmware Profile 1.06, 10.2: little-endian, without padding between events.</summary>
internal static class BootLogReader
{
    private const int Sha1Bytes = 20;

    private static ReadOnlySpan<byte> AgileSignature => "Spec ID Event03\0"u8;

    internal static bool TryRead(ReadOnlyMemory<byte> bytes, out BootLog? log, out Finding? finding)
    {
        log = null;
        finding = bytes.Length > TpmLimits.BootLogBytes
            ? new(BootFindings.LimitExceeded, Severity.High, $"The boot log has {bytes.Length} bytes.")
            : null;
        var reader = new SpanReader(bytes.Span);
        if (finding is not null)
            return false;
        if (!TryLegacy(ref reader, bytes, 0, out var first))
            finding = Malformed(0);
        else if (first!.IsNoAction && first.Data.Span.StartsWith(AgileSignature))
            log = ReadAgile(ref reader, bytes, first, out finding);
        else
            log = ReadLegacy(ref reader, bytes, first, out finding);
        return log is not null;
    }

    private static BootLog? ReadLegacy(ref SpanReader reader, ReadOnlyMemory<byte> bytes, BootEvent first, out Finding? finding)
    {
        var events = new List<BootEvent> { first };
        while (!AtEnd(reader))
        {
            if (!TryLegacy(ref reader, bytes, events.Count, out var read) || !TryAdd(events, read!))
            {
                finding = Malformed(events.Count);
                return null;
            }
        }
        finding = null;
        return new(BootLogFormat.Sha1, [TpmHash.Sha1], events);
    }

    private static BootLog? ReadAgile(ref SpanReader reader, ReadOnlyMemory<byte> bytes, BootEvent first, out Finding? finding)
    {
        finding = Malformed(0);
        if (ReadSizes(first.Data.Span, out var vendorBeyond) is not { } sizes || !reader.TryTake(vendorBeyond, out _))
            return null;
        // The first event is in the old format and extends nothing; its digest of zeros is none.
        var events = new List<BootEvent> { first with { Digests = new Dictionary<TpmHash, ReadOnlyMemory<byte>>() } };
        while (!AtEnd(reader))
        {
            finding = Malformed(events.Count);
            if (!TryAgile(ref reader, bytes, sizes, events.Count, out var read) || !TryAdd(events, read!))
                return null;
        }
        finding = null;
        // Some firmware names algorithms in the header whose banks are not active: no event has their digests.
        return new(BootLogFormat.CryptoAgile, [.. sizes.Keys.Select(TpmHash.Of).OfType<TpmHash>().Where(bank => events.Exists(one => one.Digests.ContainsKey(bank)))], events);
    }

    private static bool TryAdd(List<BootEvent> events, BootEvent read)
    {
        if (events.Count < TpmLimits.BootEvents)
            events.Add(read);
        return events.Count < TpmLimits.BootEvents;
    }

    /// <summary>TCG_PCR_EVENT.</summary>
    private static bool TryLegacy(ref SpanReader reader, ReadOnlyMemory<byte> bytes, int number, out BootEvent? read)
    {
        read = null;
        if (!TryHead(ref reader, out var pcr, out var type)
            || !reader.TryTake(Sha1Bytes, out var digest) || !reader.TryLittleSized(TpmLimits.BootLogBytes, out var data))
            return false;
        var digests = new Dictionary<TpmHash, ReadOnlyMemory<byte>> { [TpmHash.Sha1] = digest.ToArray() };
        read = new(number, pcr, type, digests, bytes.Slice(reader.Position - data.Length, data.Length));
        return true;
    }

    /// <summary>TCG_PCR_EVENT2: at most one digest of each algorithm that the header names, and of no other; only what extends nothing may have none.</summary>
    private static bool TryAgile(ref SpanReader reader, ReadOnlyMemory<byte> bytes, Dictionary<TpmAlgorithm, int> sizes, int number, out BootEvent? read)
    {
        read = null;
        if (!TryHead(ref reader, out var pcr, out var type)
            || !reader.TryLittleUInt32(out var count) || (count == 0 && type != BootEventType.NoAction) || count > sizes.Count)
            return false;
        var digests = new Dictionary<TpmHash, ReadOnlyMemory<byte>>(sizes.Count);
        var seen = new HashSet<ushort>();
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryLittleUInt16(out var algorithm) || !seen.Add(algorithm)
                || !sizes.TryGetValue((TpmAlgorithm)algorithm, out var size) || !reader.TryTake(size, out var digest))
                return false;
            if (TpmHash.Of((TpmAlgorithm)algorithm) is { } bank)
                digests[bank] = bytes.Slice(reader.Position - digest.Length, digest.Length);
        }
        if (!reader.TryLittleSized(TpmLimits.BootLogBytes, out var data))
            return false;
        read = new(number, pcr, type, digests, bytes.Slice(reader.Position - data.Length, data.Length));
        return true;
    }

    /// <summary>Events that extend nothing may name no PCR; some firmware writes 0xFFFFFFFF there.</summary>
    private static bool TryHead(ref SpanReader reader, out int pcr, out BootEventType type)
    {
        var read = reader.TryLittleUInt32(out var index) & reader.TryLittleUInt32(out var number);
        (pcr, type) = ((int)index, (BootEventType)number);
        return read && (index < TpmLimits.Pcrs || type == BootEventType.NoAction);
    }

    /// <summary>TCG_EfiSpecIdEvent: signature, platform class, versions, then the algorithms with their digest sizes, then vendor information.</summary>
    /// <param name="vendorBeyond">Bytes of vendor information after the event, whose stated size some firmware leaves out.</param>
    private static Dictionary<TpmAlgorithm, int>? ReadSizes(ReadOnlySpan<byte> header, out int vendorBeyond)
    {
        vendorBeyond = 0;
        var reader = new SpanReader(header);
        if (!reader.TryTake(AgileSignature.Length + 4 + 4, out _) || !reader.TryLittleUInt32(out var count) || count is 0 or > TpmLimits.Banks)
            return null;
        var sizes = new Dictionary<TpmAlgorithm, int>();
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryLittleUInt16(out var algorithm) || !reader.TryLittleUInt16(out var size) || size is 0 or > TpmHash.LongestSize
                || (TpmHash.Of((TpmAlgorithm)algorithm) is { } known && known.Size != size) || !sizes.TryAdd((TpmAlgorithm)algorithm, size))
                return null;
        }
        if (!reader.TryByte(out var vendor))
            return null;
        vendorBeyond = reader.AtEnd ? vendor : 0;
        return reader.AtEnd || (reader.TryTake(vendor, out _) && reader.AtEnd) ? sizes : null;
    }

    /// <summary>What an event cannot start with: the rest of a table that is larger than the log.</summary>
    private static bool AtEnd(SpanReader reader) =>
        reader.AtEnd || !reader.Rest.ContainsAnyExcept((byte)0xFF) || !reader.Rest.ContainsAnyExcept((byte)0);

    private static Finding Malformed(int number) => new(BootFindings.Malformed, Severity.High, $"Event {number} of the boot log cannot be read.");
}
