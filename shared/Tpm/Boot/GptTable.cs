using System.Text;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Boot;

/// <summary>UEFI_GPT_DATA: the partitions of the disk that was booted from.</summary>
public sealed record GptTable(Guid Disk, IReadOnlyList<GptPartition> Partitions)
{
    private const int HeaderBytes = 92;
    private const int DiskOffset = 56;
    private const int EntryBytes = 128;

    /// <returns>Null when the event holds no table.</returns>
    public static GptTable? Read(BootEvent measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var reader = new SpanReader(measured.Data.Span);
        if (measured.Type is not (BootEventType.EfiGptEvent or BootEventType.EfiGptEvent2) || !reader.TryTake(HeaderBytes, out var header)
            || !header.StartsWith("EFI PART"u8) || !reader.TryLittleUInt64(out var count) || count > TpmLimits.GptPartitions)
            return null;
        var partitions = new List<GptPartition>();
        for (var i = 0ul; i < count; i++)
        {
            if (!reader.TryTake(EntryBytes, out var entry))
                return null;
            var numbers = new SpanReader(entry[32..]);
            _ = numbers.TryLittleUInt64(out var first) & numbers.TryLittleUInt64(out var last) & numbers.TryLittleUInt64(out _);
            partitions.Add(new(new Guid(entry[..16]), new Guid(entry[16..32]), first, last, Encoding.Unicode.GetString(numbers.Rest).TrimEnd('\0')));
        }
        return reader.AtEnd ? new(new Guid(header.Slice(DiskOffset, 16)), partitions) : null;
    }
}
