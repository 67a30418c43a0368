using System.Globalization;

namespace Attestry.Cli.Policies;

/// <summary>Durations as Go writes them: <c>1.5s</c>, <c>20ms</c>, <c>3m</c>.</summary>
internal static class GoDuration
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("µs", 0.000001), ("us", 0.000001), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>One number with its unit, between a microsecond and a day.</summary>
    internal static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        foreach (var (unit, seconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number * seconds is > 0 and <= 86400)
            {
                duration = TimeSpan.FromSeconds(number * seconds);
                return duration > TimeSpan.Zero;
            }
        }
        return false;
    }

    internal static string Text(TimeSpan duration)
    {
        var nanoseconds = duration.Ticks * 100;
        return nanoseconds switch
        {
            < 1_000 => $"{nanoseconds}ns",
            < 1_000_000 => Number(nanoseconds / 1e3, "µs"),
            < 1_000_000_000 => Number(nanoseconds / 1e6, "ms"),
            < 60_000_000_000 => Number(nanoseconds / 1e9, "s"),
            _ => $"{(long)duration.TotalMinutes}m{Number(duration.TotalSeconds % 60, "s")}",
        };
    }

    private static string Number(double value, string unit) => value.ToString("0.#########", CultureInfo.InvariantCulture) + unit;
}
