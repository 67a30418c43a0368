using System.Runtime.CompilerServices;

namespace Attestry.Vulnerabilities.Feeds.Bzip2;

/// <summary>One block: Huffman codes, move to front, and the Burrows-Wheeler transform undone; what is left is the run-length code of the content.</summary>
internal sealed class Bzip2Block(int most)
{
    private const int SymbolsPerGroup = 50;

    private readonly uint[] _links = new uint[most];
    private uint _at;
    private int _left;

    /// <summary>Takes a block apart whose mark and checksum were read.</summary>
    // It is one long loop, and should not begin it unoptimised.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Read(Bzip2Bits bits)
    {
        if (bits.TakeBit())
            throw new InvalidDataException("The bzip2 data are of a version before 1.0, which is not read.");
        var origin = (int)bits.Take(24);
        Span<byte> front = stackalloc byte[256];
        front = front[..Used(bits, front)];
        var symbols = front.Length + 2;
        var tables = (int)bits.Take(3);
        if (tables is < 2 or > 6)
            throw new InvalidDataException("The bzip2 data have an impossible number of code tables.");
        var selectors = Selectors(bits, tables);
        var codes = new Bzip2Codes[tables];
        foreach (ref var one in codes.AsSpan())
            one = Bzip2Codes.Read(bits, symbols);

        Span<int> counts = stackalloc int[256];
        counts.Clear();
        int length = 0, run = 0, weight = 1;
        for (var taken = 0; ; taken++)
        {
            var group = taken / SymbolsPerGroup;
            if (group >= selectors.Length)
                throw new InvalidDataException("The bzip2 data have more symbols than they say.");
            var symbol = codes[selectors[group]].Next(bits);
            // 0 and 1 are the digits of a run's length, in the bijective base of 2.
            if (symbol <= 1)
            {
                run += weight << symbol;
                weight <<= 1;
                if (run > most)
                    throw TooLong();
                continue;
            }
            if (run > 0)
            {
                length = Put(front[0], run, length, counts);
                (run, weight) = (0, 1);
            }
            if (symbol == symbols - 1)
                break;
            var moved = front[symbol - 1];
            for (var place = symbol - 1; place > 0; place--)
                front[place] = front[place - 1];
            front[0] = moved;
            if (length == most)
                throw TooLong();
            _links[length++] = moved;
            counts[moved]++;
        }
        Link(counts, length, origin);
    }

    /// <summary>The next byte; −1 after the last.</summary>
    internal int Next()
    {
        if (_left == 0)
            return -1;
        _left--;
        var link = _links[_at];
        _at = link >> 8;
        return (byte)link;
    }

    private static int Used(Bzip2Bits bits, Span<byte> used)
    {
        var count = 0;
        var ranges = bits.Take(16);
        for (var range = 0; range < 16; range++)
        {
            if ((ranges >> (15 - range) & 1) == 0)
                continue;
            var inside = bits.Take(16);
            for (var i = 0; i < 16; i++)
            {
                if ((inside >> (15 - i) & 1) != 0)
                    used[count++] = (byte)((range << 4) + i);
            }
        }
        return count > 0 ? count : throw new InvalidDataException("The bzip2 data have a block without symbols.");
    }

    private static byte[] Selectors(Bzip2Bits bits, int tables)
    {
        var selectors = new byte[bits.Take(15)];
        Span<byte> front = [0, 1, 2, 3, 4, 5];
        foreach (ref var selector in selectors.AsSpan())
        {
            var place = 0;
            while (bits.TakeBit())
            {
                if (++place >= tables)
                    throw new InvalidDataException("The bzip2 data select a code table that is not there.");
            }
            selector = front[place];
            front[..place].CopyTo(front[1..]);
            front[0] = selector;
        }
        return selectors;
    }

    private int Put(byte value, int count, int length, Span<int> counts)
    {
        if (count > most - length)
            throw TooLong();
        _links.AsSpan(length, count).Fill(value);
        counts[value] += count;
        return length + count;
    }

    // Each place holds its byte, and in the upper bits the place that follows it.
    private void Link(Span<int> counts, int length, int origin)
    {
        if (origin >= length)
            throw new InvalidDataException("The bzip2 data begin outside of their block.");
        var before = 0;
        foreach (ref var count in counts)
            (count, before) = (before, before + count);
        for (var i = 0; i < length; i++)
            _links[counts[(byte)_links[i]]++] |= (uint)i << 8;
        _at = _links[origin] >> 8;
        _left = length;
    }

    private static InvalidDataException TooLong() => new("The bzip2 data have a block larger than they say.");
}
