using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Catalogers.Binaries;

/// <summary>
/// An executable as far as it is held in memory: a window of the file that begins at <paramref name="at"/>. Everything
/// that the file states about itself is checked against that window before it is followed.
/// </summary>
internal abstract class BinaryImage(IReadOnlyList<MappedRegion> regions, ReadOnlyMemory<byte> window, ulong at)
{
    public IReadOnlyList<MappedRegion> Regions => regions;

    public ReadOnlyMemory<byte> Window => window;

    /// <summary>The window is the file from its start.</summary>
    public bool FromStart => at == 0;

    /// <summary>False when the file has no such section, or its section table cannot be trusted or is not in the window.</summary>
    /// <param name="name">As ELF has it; formats that write it otherwise know how.</param>
    public abstract bool TrySection(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> content);

    /// <summary>What the window holds of a region's bytes, from the region's start.</summary>
    public ReadOnlySpan<byte> Content(MappedRegion region)
    {
        if (region.Offset < at || region.Offset - at >= (ulong)window.Length)
            return default;
        var start = (int)(region.Offset - at);
        return window.Span.Slice(start, (int)Math.Min(region.FileSize, (ulong)(window.Length - start)));
    }

    /// <summary>The bytes that stand at a virtual address once the executable is loaded.</summary>
    public bool TryAddress(ulong address, ulong length, out ReadOnlySpan<byte> bytes)
    {
        foreach (var region in regions)
        {
            if (address >= region.Address && address - region.Address is var offset && offset <= region.FileSize && length <= region.FileSize - offset)
                return TrySlice(region.Offset + offset, length, out bytes);
        }
        bytes = default;
        return false;
    }

    protected bool TrySlice(ulong offset, ulong length, out ReadOnlySpan<byte> bytes)
    {
        var fits = offset >= at && offset - at <= (ulong)window.Length && length <= (ulong)window.Length - (offset - at);
        bytes = fits ? window.Span.Slice((int)(offset - at), (int)length) : default;
        return fits;
    }

    /// <summary>What to hold of a file too large to hold whole: its data, from the first writable region on.</summary>
    internal static (ulong At, int Length)? DataWindow(IReadOnlyList<MappedRegion> regions)
    {
        var writable = regions.Where(s => s.Writable && s.FileSize > 0).ToArray();
        if (writable.Length == 0)
            return null;
        var start = writable.Min(s => s.Offset);
        return (start, (int)Math.Min(writable.Max(s => s.Offset + s.FileSize) - start, SbomLimits.ExecutableBytes));
    }
}
