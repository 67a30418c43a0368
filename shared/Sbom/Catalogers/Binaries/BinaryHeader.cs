using Attestry.Sbom.Catalogers.Elf;

namespace Attestry.Sbom.Catalogers.Binaries;

/// <summary>The header of an executable of any format that is known.</summary>
/// <param name="Image">Makes the image from the window that is held and where it begins.</param>
internal sealed record BinaryHeader(IReadOnlyList<MappedRegion> Regions, Func<ReadOnlyMemory<byte>, ulong, BinaryImage> Image)
{
    public ElfHeader? Elf { get; private init; }

    /// <summary>Null when the header is not whole or states what cannot be.</summary>
    internal static BinaryHeader? Parse(ReadOnlySpan<byte> head)
    {
        if (ElfHeader.Parse(head) is { } elf)
            return new(elf.Segments, (window, at) => new ElfImage(elf, window, at)) { Elf = elf };
        if (PeImage.Parse(head) is { } pe)
            return new(pe.Regions, (window, at) => PeImage.Of(pe, window, at));
        return MachOImage.Parse(head) is { } apple ? new(apple.Regions, (window, at) => MachOImage.Of(apple, window, at)) : null;
    }
}
