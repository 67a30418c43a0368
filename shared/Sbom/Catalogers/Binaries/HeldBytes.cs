namespace Attestry.Sbom.Catalogers.Binaries;

/// <summary>A part of a file that is in memory.</summary>
/// <param name="At">Where it begins in the file.</param>
internal readonly record struct HeldBytes(ulong At, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>False when not all of the bytes are held.</summary>
    public bool TrySlice(ulong offset, ulong length, out ReadOnlySpan<byte> bytes)
    {
        var fits = offset >= At && offset - At <= (ulong)Bytes.Length && length <= (ulong)Bytes.Length - (offset - At);
        bytes = fits ? Bytes.Span.Slice((int)(offset - At), (int)length) : default;
        return fits;
    }
}
