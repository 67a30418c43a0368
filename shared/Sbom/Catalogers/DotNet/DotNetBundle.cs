using System.Buffers.Binary;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Catalogers.Binaries;

namespace Attestry.Sbom.Catalogers.DotNet;

/// <summary>
/// A single-file .NET application: the host's executable with the application's files behind it. A fixed signature follows
/// the offset of a header, which says where <c>deps.json</c> lies (.NET runtime, "bundle" of the host, header versions 2 and 6).
/// </summary>
internal static class DotNetBundle
{
    private const int HeaderFixed = 12;

    /// <summary>The host's <c>bundle_marker</c>; the eight bytes before it are the header's offset.</summary>
    private static readonly byte[] Signature = Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae");

    internal static bool Read(BinaryImage image, SourceSink found)
    {
        var file = image.Window.Span;
        if (!image.FromStart || file.IndexOf(Signature) is not (>= 8 and var at))
            return false;
        var headerAt = BinaryPrimitives.ReadInt64LittleEndian(file[(at - 8)..]);
        // The host itself carries the signature too, before anything was bundled.
        if (headerAt == 0)
            return false;
        if (DepsJsonOf(image.Window, headerAt) is { } document)
            DepsJson.Read(document, found);
        else
            found.Malformed("the bundle's header cannot be followed");
        return true;
    }

    private static ReadOnlyMemory<byte>? DepsJsonOf(ReadOnlyMemory<byte> file, long headerAt)
    {
        if (headerAt < 0 || headerAt > file.Length - HeaderFixed)
            return null;
        var header = file.Span[(int)headerAt..];
        // Version 1, of .NET Core 3, unpacks itself and does not say which file is which.
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) is not (2 or 6))
            return null;
        var idLength = header[HeaderFixed..] is [var length and < 128, ..] ? length : -1;
        if (idLength < 0 || header.Length < HeaderFixed + 1 + idLength + 16)
            return null;
        var location = header[(HeaderFixed + 1 + idLength)..];
        var (offset, size) = (BinaryPrimitives.ReadInt64LittleEndian(location), BinaryPrimitives.ReadInt64LittleEndian(location[8..]));
        var fits = offset >= 0 && size is >= 0 and <= SbomLimits.DocumentBytes && offset <= file.Length - size;
        return fits ? file.Slice((int)offset, (int)size) : null;
    }
}
