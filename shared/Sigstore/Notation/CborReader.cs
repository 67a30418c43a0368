using System.Buffers.Binary;
using System.Text;
using Attestry.Primitives.Limits;

namespace Attestry.Sigstore.Notation;

/// <summary>
/// Reads CBOR (RFC 8949) of the kinds that COSE uses, each in its shortest form with definite lengths: one content has one encoding,
/// and no two readers see different maps. Anything else, and bytes behind the item, is refused.
/// </summary>
internal sealed class CborReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlyMemory<byte> _bytes;

    private int _at;

    private CborReader(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <exception cref="FormatException">Not one such item.</exception>
    internal static CborValue Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new CborReader(bytes);
        var value = reader.Item(0);
        return reader._at == bytes.Length ? value : throw new FormatException("Bytes follow the item.");
    }

    private CborValue Item(int depth)
    {
        if (depth > NotationLimits.CborDepth)
            throw new FormatException("The items are nested too deep.");
        var head = Take(1).Span[0];
        var (major, argument) = (head >> 5, Argument(head & 31));
        return major switch
        {
            0 => new(CborKind.Number, Signed(argument), default, "", []),
            1 => new(CborKind.Number, -1 - Signed(argument), default, "", []),
            2 => new(CborKind.Bytes, 0, Take(argument), "", []),
            3 => new(CborKind.Text, 0, default, Text(Take(argument).Span), []),
            4 => new(CborKind.Array, 0, default, "", Items(argument, 1, depth)),
            5 => new(CborKind.Map, 0, default, "", Map(argument, depth)),
            6 => new(CborKind.Tagged, Signed(argument), default, "", [Item(depth + 1)]),
            _ when (head & 31) is 20 or 21 or 22 => new(CborKind.Simple, head & 31, default, "", []),
            _ => throw new FormatException("A number with a fraction, or a simple value."),
        };
    }

    // RFC 8949 §4.2.1: the shortest form alone.
    private ulong Argument(int info)
    {
        var (bytes, least) = info switch
        {
            < 24 => (0, 0ul),
            24 => (1, 24ul),
            25 => (2, 0x100ul),
            26 => (4, 0x1_0000ul),
            27 => (8, 0x1_0000_0000ul),
            _ => throw new FormatException("An item without a definite length."),
        };
        if (bytes == 0)
            return (ulong)info;
        Span<byte> wide = stackalloc byte[8];
        Take((ulong)bytes).Span.CopyTo(wide[(8 - bytes)..]);
        var value = BinaryPrimitives.ReadUInt64BigEndian(wide);
        return value >= least ? value : throw new FormatException("A number that is not in its shortest form.");
    }

    private List<CborValue> Items(ulong count, int each, int depth)
    {
        if (count > NotationLimits.CborItems)
            throw new FormatException("Too many items.");
        var items = new List<CborValue>();
        for (var i = 0; i < (int)count * each; i++)
            items.Add(Item(depth + 1));
        return items;
    }

    private List<CborValue> Map(ulong count, int depth)
    {
        var items = Items(count, 2, depth);
        var keys = new HashSet<(CborKind, long, string)>();
        for (var i = 0; i < items.Count; i += 2)
        {
            if (items[i].Kind is not (CborKind.Number or CborKind.Text) || !keys.Add((items[i].Kind, items[i].Number, items[i].Text)))
                throw new FormatException("A map has a key twice, or one that is neither number nor text.");
        }
        return items;
    }

    private static long Signed(ulong number) => number <= long.MaxValue ? (long)number : throw new FormatException("A number out of range.");

    private static string Text(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("Text that is not UTF-8.", e);
        }
    }

    private ReadOnlyMemory<byte> Take(ulong count)
    {
        if (count > (ulong)(_bytes.Length - _at))
            throw new FormatException("The item ends early.");
        var taken = _bytes.Slice(_at, (int)count);
        _at += (int)count;
        return taken;
    }
}
