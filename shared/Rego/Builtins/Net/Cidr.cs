using System.Globalization;
using System.Net;

namespace Attestry.Rego.Builtins.Net;

/// <summary>An IPv4 or IPv6 network; the host part of its address is zero.</summary>
internal readonly record struct Cidr(bool IsV4, UInt128 First, int Prefix)
{
    internal int Bits => IsV4 ? 32 : 128;

    internal int HostBits => Bits - Prefix;

    private UInt128 Last => First | HostMask(HostBits);

    /// <summary><c>10.0.0.0/8</c>; null for anything else.</summary>
    internal static Cidr? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || ParseEither(text[..slash]) is not { } address)
            return null;
        return int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) && prefix <= address.Bits
            ? new(address.IsV4, address.First & ~HostMask(address.Bits - prefix), prefix)
            : null;
    }

    /// <summary>A network, or an address as the network of it alone.</summary>
    internal static Cidr? ParseEither(string text)
    {
        if (text.Contains('/', StringComparison.Ordinal))
            return Parse(text);
        // .NET reads short and hexadecimal forms that Go refuses.
        var isV6 = text.Contains(':', StringComparison.Ordinal);
        if (text.Contains('%', StringComparison.Ordinal) || (!isV6 && !IsDottedDecimal(text)) || !IPAddress.TryParse(text, out var address))
            return null;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var value = UInt128.Zero;
        foreach (var b in address.GetAddressBytes())
            value = (value << 8) | b;
        var isV4 = address.GetAddressBytes().Length == 4;
        return new(isV4, value, isV4 ? 32 : 128);
    }

    internal bool Contains(Cidr other) => IsV4 == other.IsV4 && First <= other.First && other.Last <= Last;

    internal bool Intersects(Cidr other) => Contains(other) || other.Contains(this);

    /// <summary>The address number <paramref name="offset"/> of the network.</summary>
    internal string Address(long offset) => Text(First + (ulong)offset);

    /// <summary>The network that an IPv4 address had before there were prefixes (RFC 791 §3.2).</summary>
    internal Cidr ClassfulNetwork()
    {
        var prefix = (uint)(First >> 24) switch
        {
            < 128 => 8,
            < 192 => 16,
            < 224 => 24,
            _ => 32,
        };
        return new(true, First & ~HostMask(32 - prefix), prefix);
    }

    /// <summary>The fewest networks that hold the same addresses.</summary>
    internal static IEnumerable<Cidr> Merge(IEnumerable<Cidr> networks)
    {
        var merged = new List<Cidr>();
        foreach (var network in networks.OrderBy(n => n.IsV4 ? 0 : 1).ThenBy(n => n.First).ThenBy(n => n.Prefix))
        {
            if (merged.Count > 0 && merged[^1].Contains(network))
                continue;
            merged.Add(network);
            while (merged.Count > 1 && Join(merged[^2], merged[^1]) is { } joined)
            {
                merged.RemoveRange(merged.Count - 2, 2);
                merged.Add(joined);
            }
        }
        return merged;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Text(First)}/{Prefix}");

    private static Cidr? Join(Cidr left, Cidr right)
    {
        if (left.IsV4 != right.IsV4 || left.Prefix != right.Prefix || left.Prefix == 0)
            return null;
        var joined = new Cidr(left.IsV4, left.First & ~HostMask(left.HostBits + 1), left.Prefix - 1);
        return joined.First == left.First && joined.Last == right.Last ? joined : null;
    }

    private static UInt128 HostMask(int bits) => bits == 0 ? 0 : UInt128.MaxValue >> (128 - bits);

    private static bool IsDottedDecimal(string text) =>
        text.Split('.') is { Length: 4 } parts && parts.All(p => p.Length is > 0 and <= 3 && p.All(char.IsAsciiDigit) && (p.Length == 1 || p[0] != '0'));

    private string Text(UInt128 value)
    {
        var bytes = new byte[IsV4 ? 4 : 16];
        for (var i = bytes.Length - 1; i >= 0; i--, value >>= 8)
            bytes[i] = (byte)(value & 0xff);
        return new IPAddress(bytes).ToString();
    }
}
