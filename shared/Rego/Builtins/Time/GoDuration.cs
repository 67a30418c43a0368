using System.Numerics;

namespace Attestry.Rego.Builtins.Time;

/// <summary>Go's durations, <c>1h15m30.5s</c>, and OPA's days of 24 hours, weeks and years of 365 days.</summary>
internal static class GoDuration
{
    /// <summary>Nanoseconds.</summary>
    /// <exception cref="BuiltinException">Not a duration, or 64 bits do not hold it.</exception>
    internal static long Parse(string text)
    {
        var at = text.StartsWith('-') || text.StartsWith('+') ? 1 : 0;
        var rest = text.AsSpan(at);
        if (rest is "0")
            return 0;
        if (rest.IsEmpty || text.Length > 200)
            throw Invalid(text);
        var total = BigInteger.Zero;
        while (!rest.IsEmpty)
        {
            var number = Prefix(rest, c => char.IsAsciiDigit(c) || c == '.');
            rest = rest[number.Length..];
            var unit = Prefix(rest, c => !char.IsAsciiDigit(c) && c != '.');
            rest = rest[unit.Length..];
            total += Amount(number) is { } amount && Unit(unit) is { } nanoseconds
                ? amount.Digits * nanoseconds / BigInteger.Pow(10, amount.Decimals)
                : throw Invalid(text);
        }
        total = text[0] == '-' ? -total : total;
        return total >= long.MinValue && total <= long.MaxValue ? (long)total : throw Invalid(text);
    }

    private static ReadOnlySpan<char> Prefix(ReadOnlySpan<char> text, Predicate<char> belongs)
    {
        var end = 0;
        while (end < text.Length && belongs(text[end]))
            end++;
        return text[..end];
    }

    private static (BigInteger Digits, int Decimals)? Amount(ReadOnlySpan<char> number)
    {
        var parts = number.ToString().Split('.');
        var digits = string.Concat(parts);
        return parts.Length <= 2 && digits.Length > 0
            ? (BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture), parts.Length == 2 ? parts[1].Length : 0)
            : null;
    }

    private static long? Unit(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1,
        "us" or "µs" or "μs" => 1000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        "d" => 24 * 3_600_000_000_000,
        "w" => 7 * 24 * 3_600_000_000_000,
        "y" => 365 * 24 * 3_600_000_000_000,
        _ => null,
    };

    private static BuiltinException Invalid(string text) => new($"time: invalid duration \"{Primitives.Bounded.Quote(text)}\"");
}
