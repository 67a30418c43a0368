using Attestry.Primitives;

namespace Attestry.Vulnerabilities.Feeds.Bzip2;

/// <summary>
/// Unpacks bzip2, one stream or several in a row, block by block: some 4 MiB of memory whatever the size. Each block is given out only in so far as
/// its checksum is compared at its end.
/// </summary>
/// <exception cref="InvalidDataException">The data are damaged, cut off, or no bzip2.</exception>
internal sealed class Bzip2Stream(Stream source) : SynchronousStream
{
    private const ulong BlockMark = 0x314159265359;

    private const ulong EndMark = 0x177245385090;

    private readonly Bzip2Bits _bits = new(source);
    private Bzip2Block? _block;
    private bool _began;
    private bool _ended;
    private uint _expected;
    private uint _checksum;
    private uint _ofStream;
    private int _last = -1;
    private int _same;
    private int _repeat;

    /// <summary>Do these bytes begin as bzip2 does?</summary>
    internal static bool Is(ReadOnlySpan<byte> head) => head.Length >= 3 && head[..3].SequenceEqual("BZh"u8);

    public override int Read(Span<byte> buffer)
    {
        var written = 0;
        while (written < buffer.Length)
        {
            if (_repeat > 0)
            {
                _repeat--;
                buffer[written++] = Counted((byte)_last);
                continue;
            }
            var next = _block is null ? -1 : _block.Next();
            if (next < 0)
            {
                if (!NextBlock())
                    break;
                continue;
            }
            // After four equal bytes comes how many more there are.
            if (_same == 4)
            {
                (_repeat, _same) = (next, 0);
                continue;
            }
            _same = next == _last ? _same + 1 : 1;
            _last = next;
            buffer[written++] = Counted((byte)next);
        }
        return written;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }

    private bool NextBlock()
    {
        if (_ended)
            return false;
        if (_block is not null)
            Check();
        if (!_began)
            Begin();
        for (var mark = Mark(); mark != BlockMark; mark = Mark())
        {
            if (mark != EndMark)
                throw new InvalidDataException("The bzip2 data are damaged.");
            if (_bits.Take(32) != _ofStream)
                throw new InvalidDataException("The bzip2 data do not have the checksum that they say.");
            if (!_bits.Align())
            {
                _ended = true;
                return false;
            }
            Begin();
        }
        _expected = _bits.Take(32);
        _checksum = uint.MaxValue;
        (_last, _same) = (-1, 0);
        _block!.Read(_bits);
        return true;
    }

    private void Begin()
    {
        var level = _bits.Take(32) - 0x425A6830;
        if (level is < 1 or > 9)
            throw new InvalidDataException("This is no bzip2.");
        _block = new((int)level * 100_000);
        (_began, _ofStream) = (true, 0);
    }

    private void Check()
    {
        var checksum = ~_checksum;
        if (checksum != _expected)
            throw new InvalidDataException("A block of the bzip2 data does not have the checksum that it says.");
        _ofStream = uint.RotateLeft(_ofStream, 1) ^ checksum;
    }

    private ulong Mark() => ((ulong)_bits.Take(24) << 24) | _bits.Take(24);

    private byte Counted(byte value)
    {
        _checksum = (_checksum << 8) ^ Table[(_checksum >> 24) ^ value];
        return value;
    }

    // CRC-32 with the highest bit first.
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i =>
    {
        var rest = (uint)i << 24;
        for (var bit = 0; bit < 8; bit++)
            rest = (rest & 0x8000_0000) != 0 ? (rest << 1) ^ 0x04C1_1DB7 : rest << 1;
        return rest;
    })];
}
