using System.Text;
using Attestry.Primitives.Findings;

namespace Attestry.Oci.Tar;

/// <summary>One header block of 512 bytes: v7, ustar, GNU or star (POSIX.1-2017 pax §ustar interchange format; GNU tar manual §basic tar format).</summary>
internal static class TarHeader
{
    public const int BlockSize = 512;

    private static ReadOnlySpan<byte> Ustar => "ustar\0"u8;

    private static ReadOnlySpan<byte> StarTrailer => "tar\0"u8;

    /// <exception cref="TarException">The checksum is wrong or a number is none.</exception>
    public static TarEntry Read(ReadOnlySpan<byte> block)
    {
        if (Number(block.Slice(148, 8)) is var sum && sum != Sum(block, signed: false) && sum != Sum(block, signed: true))
            throw new TarException(LayerFindings.HeaderMalformed, "A header's checksum is wrong.");
        var type = (char)block[156];
        var name = Text(block[..100]);
        // GNU's magic "ustar  " keeps times where ustar keeps the name's prefix.
        if (block.Slice(257, 6).SequenceEqual(Ustar)
            && Text(block.Slice(345, block.Slice(508, 4).SequenceEqual(StarTrailer) ? 131 : 155)) is { Length: > 0 } prefix)
            name = $"{prefix}/{name}";
        var size = Number(block.Slice(124, 12));
        if (size < 0)
            throw new TarException(LayerFindings.HeaderMalformed, "An entry's size is negative.");
        return new TarEntry(
            name,
            type,
            (int)(Number(block.Slice(100, 8)) & 0xFFF),
            size,
            Number(block.Slice(108, 8)),
            Number(block.Slice(116, 8)),
            Time(Number(block.Slice(136, 12))),
            Text(block.Slice(157, 100)),
            IsSparse: type == 'S');
    }

    public static bool IsZero(ReadOnlySpan<byte> block) => !block.ContainsAnyExcept((byte)0);

    /// <summary>Seconds since 1970, held to what a date can be.</summary>
    public static DateTimeOffset Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(
        Math.Clamp(seconds, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()));

    /// <summary>Octal, or base 256 when the first bit is set (GNU tar manual §numeric fields).</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
            return Binary(field);
        var digits = field.Trim(" \0"u8);
        long value = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
                throw new TarException(LayerFindings.HeaderMalformed, "A header's number is not octal.");
            value = value << 3 | (uint)(digit - '0');
        }
        return value;
    }

    private static long Binary(ReadOnlySpan<byte> field)
    {
        var negative = (field[0] & 0x40) != 0;
        Int128 value = negative ? -1 : 0;
        for (var i = 0; i < field.Length; i++)
            value = value << 8 | (i == 0 ? (byte)(negative ? field[0] : field[0] & 0x7f) : field[i]);
        return value >= long.MinValue && value <= long.MaxValue
            ? (long)value
            : throw new TarException(LayerFindings.HeaderMalformed, "A header's number is too large.");
    }

    // The checksum field itself counts as spaces; historical tars summed signed bytes.
    private static long Sum(ReadOnlySpan<byte> block, bool signed)
    {
        long sum = 8 * ' ';
        for (var i = 0; i < BlockSize; i++)
        {
            if (i is < 148 or >= 156)
                sum += signed ? (sbyte)block[i] : block[i];
        }
        return sum;
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }
}
