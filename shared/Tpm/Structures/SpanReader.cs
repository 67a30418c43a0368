using System.Buffers.Binary;

namespace Attestry.Tpm.Structures;

/// <summary>Reads foreign bytes front to back. A read that does not fit answers false and leaves the position where it was.</summary>
internal ref struct SpanReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    internal readonly int Position => _at;

    internal readonly bool AtEnd => _at == _bytes.Length;

    internal readonly ReadOnlySpan<byte> Rest => _bytes[_at..];

    internal bool TryTake(int count, out ReadOnlySpan<byte> taken)
    {
        var fits = (uint)count <= (uint)(_bytes.Length - _at);
        taken = fits ? _bytes.Slice(_at, count) : default;
        if (fits)
            _at += count;
        return fits;
    }

    internal bool TryByte(out byte value)
    {
        var read = TryTake(1, out var taken);
        value = read ? taken[0] : default;
        return read;
    }

    /// <summary>TPM structures are big-endian (TPM 2.0 Part 1, 11.2).</summary>
    internal bool TryUInt16(out ushort value)
    {
        var read = TryTake(2, out var taken);
        value = read ? BinaryPrimitives.ReadUInt16BigEndian(taken) : default;
        return read;
    }

    internal bool TryUInt32(out uint value)
    {
        var read = TryTake(4, out var taken);
        value = read ? BinaryPrimitives.ReadUInt32BigEndian(taken) : default;
        return read;
    }

    internal bool TryUInt64(out ulong value)
    {
        var read = TryTake(8, out var taken);
        value = read ? BinaryPrimitives.ReadUInt64BigEndian(taken) : default;
        return read;
    }

    /// <summary>Logs and TEE reports are little-endian.</summary>
    internal bool TryLittleUInt16(out ushort value)
    {
        var read = TryTake(2, out var taken);
        value = read ? BinaryPrimitives.ReadUInt16LittleEndian(taken) : default;
        return read;
    }

    internal bool TryLittleUInt32(out uint value)
    {
        var read = TryTake(4, out var taken);
        value = read ? BinaryPrimitives.ReadUInt32LittleEndian(taken) : default;
        return read;
    }

    internal bool TryLittleUInt64(out ulong value)
    {
        var read = TryTake(8, out var taken);
        value = read ? BinaryPrimitives.ReadUInt64LittleEndian(taken) : default;
        return read;
    }

    /// <summary>A TPM2B: its size in two bytes, then so many bytes.</summary>
    internal bool TrySized(out ReadOnlySpan<byte> taken)
    {
        taken = default;
        var before = _at;
        if (TryUInt16(out var size) && TryTake(size, out taken))
            return true;
        _at = before;
        return false;
    }

    /// <inheritdoc cref="TryLittleSized"/>
    internal bool TryBigSized(int most, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        var before = _at;
        if (TryUInt32(out var size) && size <= (uint)most && TryTake((int)size, out taken))
            return true;
        _at = before;
        return false;
    }

    /// <summary>A field of four bytes that hold its size, and so many bytes, if they are not more than <paramref name="most"/>.</summary>
    internal bool TryLittleSized(int most, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        var before = _at;
        if (TryLittleUInt32(out var size) && size <= (uint)most && TryTake((int)size, out taken))
            return true;
        _at = before;
        return false;
    }
}
