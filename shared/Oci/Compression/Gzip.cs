using System.Runtime.InteropServices;

namespace Attestry.Oci.Compression;

/// <summary>
/// Gzip, one member after another (RFC 1952 §2.2), checksums verified. Uses the zlib that the runtime brings for GZipStream:
/// GZipStream itself neither tells a truncated stream from a finished one nor what follows the last member.
/// </summary>
internal sealed partial class Gzip : Decompressor
{
    private const string Library = "libSystem.IO.Compression.Native";

    /// <summary>32 KiB window (15) with gzip header and trailer (+16).</summary>
    private const int WindowBits = 31;

    private const int NoFlush = 0;
    private const int Ok = 0;
    private const int StreamEnd = 1;
    private const int BufferError = -5;

    private ZStream _stream;
    private bool _open;

    public Gzip() => Begin();

    public override int MagicLength => 2;

    // RFC 1952 §2.3.1: ID1, ID2.
    public override bool IsMagic(ReadOnlySpan<byte> start) => start is [0x1f, 0x8b, ..];

    public override unsafe (int Consumed, int Written) Decode(ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (AtBoundary)
            Begin();
        fixed (byte* next = input)
        fixed (byte* room = output)
        {
            _stream.NextIn = next;
            _stream.AvailIn = (uint)input.Length;
            _stream.NextOut = room;
            _stream.AvailOut = (uint)output.Length;
            var status = Inflate(ref _stream, NoFlush);
            if (status is not (Ok or StreamEnd or BufferError))
                throw new InvalidDataException($"the gzip stream is damaged (zlib status {status})");
            AtBoundary = status == StreamEnd;
            return (input.Length - (int)_stream.AvailIn, output.Length - (int)_stream.AvailOut);
        }
    }

    public override void Dispose()
    {
        if (_open)
            _ = InflateEnd(ref _stream);
        _open = false;
    }

    private void Begin()
    {
        Dispose();
        _stream = default;
        if (InflateInit2(ref _stream, WindowBits) is var status and not Ok)
            throw new InvalidOperationException($"zlib does not start (status {status}).");
        (_open, AtBoundary) = (true, false);
    }

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct ZStream
    {
        public byte* NextIn;
        public byte* NextOut;
        public byte* Message;
        public void* State;
        public uint AvailIn;
        public uint AvailOut;
    }

    [LibraryImport(Library, EntryPoint = "CompressionNative_InflateInit2_")]
    private static partial int InflateInit2(ref ZStream stream, int windowBits);

    [LibraryImport(Library, EntryPoint = "CompressionNative_Inflate")]
    private static partial int Inflate(ref ZStream stream, int flush);

    [LibraryImport(Library, EntryPoint = "CompressionNative_InflateEnd")]
    private static partial int InflateEnd(ref ZStream stream);
}
