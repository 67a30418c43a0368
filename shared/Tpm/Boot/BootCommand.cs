using System.Text;

namespace Attestry.Tpm.Boot;

/// <summary>What a boot loader or stub measured as EV_IPL.</summary>
/// <param name="Text">Without the prefix and the zero at the end.</param>
/// <param name="IsMeasured">The digest is of this text: it is attested. Else the text is a comment, as the name of a file is whose content was measured.</param>
public sealed record BootCommand(int Pcr, BootCommandKind Kind, string Text, bool IsMeasured)
{
    /// <summary>GRUB: <c>grub_cmd: linux /vmlinuz</c>, and what older versions wrote.</summary>
    private static readonly (string Prefix, BootCommandKind Kind)[] Prefixes =
    [
        ("grub_cmd: ", BootCommandKind.GrubCommand),
        ("grub_cmd ", BootCommandKind.GrubCommand),
        ("kernel_cmdline: ", BootCommandKind.KernelCommandLine),
        ("grub_kernel_cmdline ", BootCommandKind.KernelCommandLine),
        ("module_cmdline: ", BootCommandKind.ModuleCommandLine),
    ];

    /// <summary>PCRs of systemd-stub (UAPI Linux TPM PCR registry): 11 sections of the unified image, 12 command line and credentials, 13 system extensions.</summary>
    private static readonly Dictionary<int, BootCommandKind> StubPcrs = new()
    {
        [11] = BootCommandKind.UnifiedKernelSection,
        [12] = BootCommandKind.KernelCommandLine,
        [13] = BootCommandKind.SystemExtension,
    };

    /// <returns>Null when the event is of no boot loader, or no text.</returns>
    public static BootCommand? Read(BootEvent measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var data = measured.Data.Span;
        if (measured.Type != BootEventType.Ipl || data.IsEmpty)
            return null;
        // systemd and shim write UTF-16; GRUB UTF-8.
        return data.Length % 2 == 0 && data.Length >= 4 && IsUtf16(data) || data.Length % 2 == 1 && data.Length > 4 && data[^1] == 0 && IsUtf16(data[..^1])
            ? ReadUtf16(measured, data)
            : ReadUtf8(measured, data);
    }

    private static BootCommand ReadUtf16(BootEvent measured, ReadOnlySpan<byte> data)
    {
        var text = Encoding.Unicode.GetString(data[..(data.Length & ~1)]).TrimEnd('\0');
        var kind = StubPcrs.TryGetValue(measured.Pcr, out var stub) ? stub : measured.Pcr == 8 ? BootCommandKind.KernelCommandLine : BootCommandKind.Other;
        var bytes = Encoding.Unicode.GetBytes(text);
        return new(measured.Pcr, kind, text, measured.IsMeasured(data) || measured.IsMeasured(bytes) || measured.IsMeasured([.. bytes, 0, 0]));
    }

    private static BootCommand ReadUtf8(BootEvent measured, ReadOnlySpan<byte> data)
    {
        var whole = Encoding.UTF8.GetString(data is [.., 0] ? data[..^1] : data);
        foreach (var (prefix, kind) in Prefixes)
            if (whole.StartsWith(prefix, StringComparison.Ordinal))
                return new(measured.Pcr, kind, whole[prefix.Length..], measured.IsMeasured(Encoding.UTF8.GetBytes(whole[prefix.Length..])));
        var other = measured.Pcr == 9 ? BootCommandKind.LoadedFile : StubPcrs.GetValueOrDefault(measured.Pcr, BootCommandKind.Other);
        return new(measured.Pcr, other, whole, measured.IsDataMeasured || measured.IsMeasured(Encoding.UTF8.GetBytes(whole)));
    }

    /// <summary>Text of the Latin script has a zero in every second byte.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> data)
    {
        for (var i = 0; i + 1 < Math.Min(data.Length, 8); i += 2)
            if (data[i] == 0 || data[i + 1] != 0)
                return false;
        return true;
    }
}
