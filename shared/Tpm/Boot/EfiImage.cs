using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Boot;

/// <summary>
/// UEFI_IMAGE_LOAD_EVENT: a PE image that the firmware or a boot loader ran. What was measured is its Authenticode hash.
/// </summary>
/// <param name="Hashes">By bank: the digests that Authenticode signatures, db and dbx are about.</param>
/// <param name="DevicePath">EFI_DEVICE_PATH_PROTOCOL, as it came; not measured.</param>
public sealed record EfiImage(
    BootEventType Type, ulong Address, ulong Length, ulong LinkAddress, ReadOnlyMemory<byte> DevicePath, IReadOnlyDictionary<TpmHash, ReadOnlyMemory<byte>> Hashes)
{
    /// <summary>The file's path in its volume, such as <c>\EFI\BOOT\BOOTX64.EFI</c>; null when the device path names none. Not measured.</summary>
    public string? FilePath => EfiDevicePath.FilePath(DevicePath.Span);

    /// <returns>Null when the event is of no image.</returns>
    public static EfiImage? Read(BootEvent measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        if (measured.Type is not (BootEventType.EfiBootServicesApplication or BootEventType.EfiBootServicesDriver or BootEventType.EfiRuntimeServicesDriver))
            return null;
        var reader = new SpanReader(measured.Data.Span);
        // Some firmware states no length of the path that follows; what follows is the path.
        return reader.TryLittleUInt64(out var address) && reader.TryLittleUInt64(out var length) && reader.TryLittleUInt64(out var link)
            && reader.TryLittleUInt64(out var pathLength) && (pathLength == 0 || pathLength == (ulong)reader.Rest.Length)
                ? new(measured.Type, address, length, link, measured.Data[reader.Position..], measured.Digests)
                : null;
    }
}
