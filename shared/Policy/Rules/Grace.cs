using System.Globalization;
using System.Text.RegularExpressions;
using Attestry.Primitives.Limits;

namespace Attestry.Policy.Rules;

/// <summary>How long something may go on: <c>72h</c>, <c>1h30m</c>, <c>7d</c> (Go's durations, and days), or a time (RFC 3339).</summary>
internal static partial class Grace
{
    internal static bool TryRead(string text, DateTimeOffset now, out DateTimeOffset until)
    {
        until = default;
        if (text.Length is 0 or > 64)
            return false;
        if (Duration().Match(text) is { Success: true } match)
        {
            var length = 0d;
            for (var i = 0; i < match.Groups["n"].Captures.Count; i++)
                length += double.Parse(match.Groups["n"].Captures[i].ValueSpan, CultureInfo.InvariantCulture) * Seconds(match.Groups["u"].Captures[i].Value);
            until = now + (length < PolicyLimits.Grace.TotalSeconds ? TimeSpan.FromSeconds(length) : PolicyLimits.Grace);
            return true;
        }
        if (!Time().IsMatch(text) || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out until))
            return false;
        until = until < now + PolicyLimits.Grace ? until : now + PolicyLimits.Grace;
        return true;
    }

    private static double Seconds(string unit) => unit switch
    {
        "d" => 86_400,
        "h" => 3_600,
        "m" => 60,
        _ => 1,
    };

    [GeneratedRegex(@"\A(?:(?<n>[0-9]{1,9}(?:\.[0-9]{1,6})?)(?<u>[dhms]))+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Duration();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9:.]+([Zz]|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
