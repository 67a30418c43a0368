using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Boot;

/// <summary>
/// TCG_PCClientTaggedEvent: what the Linux kernel's EFI stub (PCR 9: initial RAM disk and load options) and newer systemd measure.
/// </summary>
/// <param name="Data">A label in the case of the kernel; whether it was measured, <see cref="BootEvent.IsDataMeasured"/> of the event says.</param>
public sealed record TaggedEvent(uint Id, ReadOnlyMemory<byte> Data)
{
    /// <summary>The initial RAM disk that the EFI stub loaded (Linux, INITRD_EVENT_TAG_ID).</summary>
    public const uint InitialRamDisk = 0x8F3B22EC;

    /// <summary>The command line that the EFI stub was given (Linux, LOAD_OPTIONS_EVENT_TAG_ID).</summary>
    public const uint LoadOptions = 0x8F3B22ED;

    /// <returns>Null when the event is no tagged one.</returns>
    public static TaggedEvent? Read(BootEvent measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var reader = new SpanReader(measured.Data.Span);
        return measured.Type == BootEventType.EventTag && reader.TryLittleUInt32(out var id)
            && reader.TryLittleSized(measured.Data.Length, out var data) && reader.AtEnd
                ? new(id, measured.Data[^data.Length..])
                : null;
    }
}
