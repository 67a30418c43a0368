using System.Buffers.Binary;

namespace Attestry.Sbom.Tests;

/// <summary>Damages files as who attacks a parser would: numbers at the edges of what fits, cuts, pieces doubled or swapped. The same seed gives the same files.</summary>
internal static class Mutations
{
    private static readonly ulong[] Edges =
    [
        0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff, 0x100000000, long.MaxValue, 1UL << 63, ulong.MaxValue - 7, ulong.MaxValue,
    ];

    /// <param name="from">Bytes before this are left, so that the file is still taken for what it is.</param>
    internal static IEnumerable<byte[]> Of(byte[] file, int seed, int from = 4)
    {
        var random = new Random(seed);
        while (true)
        {
            var damaged = file.ToArray();
            for (var wounds = random.Next(1, 6); wounds > 0; wounds--)
                damaged = Wound(damaged, random, Math.Min(from, damaged.Length));
            yield return damaged;
        }
    }

    private static byte[] Wound(byte[] file, Random random, int from)
    {
        // Most structures stand at the start or the end.
        var at = random.Next(4) switch
        {
            0 => random.Next(from, file.Length + 1),
            1 => Math.Max(from, file.Length - random.Next(1, 256)),
            _ => from + random.Next(Math.Max(1, Math.Min(1024, file.Length - from))),
        };
        at = Math.Min(at, file.Length);
        switch (random.Next(8))
        {
            case 0:
                return file[..at];
            case 1 when at < file.Length:
                file[at] ^= (byte)(1 << random.Next(8));
                return file;
            case 2 when at < file.Length:
                var end = random.Next(at, Math.Min(file.Length, at + 512));
                return [.. file[..end], .. file[at..end], .. file[end..]];
            case 3 when at < file.Length:
                random.NextBytes(file.AsSpan(at, Math.Min(file.Length - at, random.Next(1, 16))));
                return file;
            default:
                Number(file.AsSpan(at), random);
                return file;
        }
    }

    private static void Number(Span<byte> there, Random random)
    {
        var value = random.Next(3) == 0 ? (ulong)random.NextInt64(1 << 24) : Edges[random.Next(Edges.Length)];
        var width = 1 << random.Next(4);
        Span<byte> bytes = stackalloc byte[8];
        if (random.Next(2) == 0)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        else
            BinaryPrimitives.WriteUInt64BigEndian(bytes, value << (64 - (8 * width)));
        bytes[..Math.Min(width, there.Length)].CopyTo(there);
    }
}
