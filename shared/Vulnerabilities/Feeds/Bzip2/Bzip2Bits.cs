namespace Attestry.Vulnerabilities.Feeds.Bzip2;

/// <summary>The bits of a stream, the highest of each byte first.</summary>
internal sealed class Bzip2Bits(Stream source)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _at;
    private int _length;
    private ulong _bits;
    private int _count;

    /// <param name="count">At most 32.</param>
    /// <exception cref="InvalidDataException">The stream has ended.</exception>
    internal uint Take(int count)
    {
        Fill(count);
        if (_count < count)
            throw new InvalidDataException("The bzip2 data end in the middle.");
        _count -= count;
        return (uint)(_bits >> _count) & (uint)((1UL << count) - 1);
    }

    internal bool TakeBit() => Take(1) != 0;

    /// <summary>The next bits without taking them; after the end come zeros.</summary>
    internal uint Peek(int count)
    {
        Fill(count);
        return (uint)((_count >= count ? _bits >> (_count - count) : _bits << (count - _count)) & ((1UL << count) - 1));
    }

    /// <summary>Goes to the next whole byte. False when the stream ends there.</summary>
    internal bool Align()
    {
        _count -= _count % 8;
        Fill(8);
        return _count >= 8;
    }

    private void Fill(int count)
    {
        while (_count < count)
        {
            if (_at == _length)
            {
                (_at, _length) = (0, source.Read(_buffer));
                if (_length == 0)
                    return;
            }
            _bits = (_bits << 8) | _buffer[_at++];
            _count += 8;
        }
    }
}
