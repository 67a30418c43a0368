namespace Attestry.Vulnerabilities.Feeds.Bzip2;

/// <summary>One table of canonical Huffman codes: shorter codes before longer ones, and of one length in the order of their symbols.</summary>
internal sealed class Bzip2Codes
{
    private const int Longest = 20;

    // Codes of up to so many bits are looked up: most are.
    private const int Short = 10;

    private readonly int[] _last = new int[Longest + 1];
    private readonly int[] _offset = new int[Longest + 1];
    private readonly ushort[] _symbols;

    // By the next bits: the symbol, and in the lowest five bits its code's length; 0 where that is longer.
    private readonly int[] _short = new int[1 << Short];

    private Bzip2Codes(ReadOnlySpan<byte> lengths)
    {
        _symbols = new ushort[lengths.Length];
        int code = 0, at = 0;
        for (var length = 1; length <= Longest; length++)
        {
            _offset[length] = at - code;
            for (var symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] != length)
                    continue;
                _symbols[at++] = (ushort)symbol;
                var first = length <= Short ? code << (Short - length) : _short.Length;
                if (first < _short.Length)
                    _short.AsSpan(first, 1 << (Short - length)).Fill((symbol << 5) | length);
                code++;
            }
            // Codes of this length are below it.
            _last[length] = code;
            code <<= 1;
        }
    }

    internal static Bzip2Codes Read(Bzip2Bits bits, int symbols)
    {
        Span<byte> lengths = stackalloc byte[symbols];
        var length = (int)bits.Take(5);
        foreach (ref var one in lengths)
        {
            while (true)
            {
                if (length is < 1 or > Longest)
                    throw new InvalidDataException("The bzip2 data have a code of an impossible length.");
                if (!bits.TakeBit())
                    break;
                length += bits.TakeBit() ? -1 : 1;
            }
            one = (byte)length;
        }
        return new(lengths);
    }

    internal int Next(Bzip2Bits bits)
    {
        var ahead = (int)bits.Peek(Longest);
        if (_short[ahead >> (Longest - Short)] is not 0 and var found)
        {
            bits.Take(found & 31);
            return found >> 5;
        }
        for (var length = 1; length <= Longest; length++)
        {
            var code = ahead >> (Longest - length);
            if (code >= _last[length])
                continue;
            // Tables that give out more codes than there are lead outside.
            var at = code + _offset[length];
            if ((uint)at >= (uint)_symbols.Length)
                break;
            bits.Take(length);
            return _symbols[at];
        }
        throw new InvalidDataException("The bzip2 data have a code that none of their tables has.");
    }
}
