using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Attestry.Oci.Compression;

/// <summary>Zstandard, one frame after another (RFC 8878 §3.1), through the system's <c>libzstd.so.1</c>; its window is bounded at 128 MiB.</summary>
internal sealed partial class Zstd : Decompressor
{
    private const string Library = "libzstd.so.1";

    private const uint FrameMagic = 0xFD2FB528;

    /// <summary>0x184D2A50 to 0x184D2A5F: frames of user data, which decoders skip.</summary>
    private const uint SkippableMagic = 0x184D2A50;

    private nint _stream;

    /// <exception cref="DllNotFoundException">The library is not on this machine.</exception>
    public Zstd()
    {
        _stream = CreateDStream();
        if (_stream == 0)
            throw new InvalidOperationException("libzstd does not start.");
    }

    public override int MagicLength => 4;

    public override bool IsMagic(ReadOnlySpan<byte> start) => StartsWith(start);

    public static bool StartsWith(ReadOnlySpan<byte> start) =>
        BinaryPrimitives.TryReadUInt32LittleEndian(start, out var magic) && (magic == FrameMagic || (magic & 0xFFFFFFF0) == SkippableMagic);

    public override unsafe (int Consumed, int Written) Decode(ReadOnlySpan<byte> input, Span<byte> output)
    {
        fixed (byte* next = input)
        fixed (byte* room = output)
        {
            var source = new Buffer { Start = next, Size = (nuint)input.Length };
            var target = new Buffer { Start = room, Size = (nuint)output.Length };
            var left = DecompressStream(_stream, ref target, ref source);
            if (IsError(left) != 0)
                throw new InvalidDataException($"the zstd stream is damaged ({Marshal.PtrToStringUTF8(ErrorName(left))})");
            AtBoundary = left == 0;
            return ((int)source.Position, (int)target.Position);
        }
    }

    public override void Dispose()
    {
        if (_stream != 0)
            _ = FreeDStream(_stream);
        _stream = 0;
    }

    // ZSTD_inBuffer and ZSTD_outBuffer have the same shape.
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Buffer
    {
        public byte* Start;
        public nuint Size;
        public nuint Position;
    }

    [LibraryImport(Library, EntryPoint = "ZSTD_createDStream")]
    private static partial nint CreateDStream();

    [LibraryImport(Library, EntryPoint = "ZSTD_decompressStream")]
    private static partial nuint DecompressStream(nint stream, ref Buffer output, ref Buffer input);

    [LibraryImport(Library, EntryPoint = "ZSTD_freeDStream")]
    private static partial nuint FreeDStream(nint stream);

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    private static partial uint IsError(nuint code);

    [LibraryImport(Library, EntryPoint = "ZSTD_getErrorName")]
    private static partial nint ErrorName(nuint code);
}
