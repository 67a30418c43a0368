using System.Numerics;

namespace Attestry.Rego.Builtins.Time;

/// <summary>A moment in nanoseconds since 1970, with the offset from UTC and the zone's name in which its date and clock are told.</summary>
internal readonly record struct GoTime(long Nanoseconds, TimeSpan Offset, string Zone)
{
    private const long PerSecond = 1_000_000_000;

    /// <summary>Date and clock at the offset; whole seconds.</summary>
    internal DateTime Civil => DateTime.UnixEpoch.AddTicks(FloorSeconds * TimeSpan.TicksPerSecond) + Offset;

    /// <summary>Nanoseconds within the second.</summary>
    internal long Fraction => Nanoseconds - FloorSeconds * PerSecond;

    private long FloorSeconds => Nanoseconds / PerSecond - (Nanoseconds % PerSecond < 0 ? 1 : 0);

    /// <exception cref="BuiltinException">64 bits do not hold it.</exception>
    internal static long ToNanoseconds(DateTime utc, long fraction) =>
        InRange((BigInteger)((utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond) * PerSecond + fraction);

    internal static long InRange(BigInteger nanoseconds) =>
        nanoseconds >= long.MinValue && nanoseconds <= long.MaxValue ? (long)nanoseconds : throw new BuiltinException("time outside of valid range");

    internal static GoTime In(long nanoseconds, string zone)
    {
        var utc = new GoTime(nanoseconds, TimeSpan.Zero, "UTC");
        if (zone is "" or "UTC" or "Local")
            return utc;
        try
        {
            var offset = TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(utc.Civil);
            return new(nanoseconds, offset, Abbreviation(offset));
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException)
        {
            throw new BuiltinException($"unknown time zone {Primitives.Bounded.Quote(zone)}");
        }
    }

    // As zones without a name of their own are told: by hours, and minutes where there are any.
    private static string Abbreviation(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(offset.Minutes == 0 ? "hh" : "hhmm", System.Globalization.CultureInfo.InvariantCulture);
}
