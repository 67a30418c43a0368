using System.Text;

namespace Attestry.Hosting.Metrics;

/// <summary>
/// Names as Prometheus's conventions want them, by OpenTelemetry's mapping: <c>http.server.request.duration</c> in
/// <c>s</c> becomes <c>http_server_request_duration_seconds</c>; a counter ends in <c>_total</c>.
/// </summary>
internal static class PrometheusName
{
    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["us"] = "microseconds",
        ["ns"] = "nanoseconds",
        ["min"] = "minutes",
        ["h"] = "hours",
        ["d"] = "days",
        ["By"] = "bytes",
        ["KiBy"] = "kibibytes",
        ["MiBy"] = "mebibytes",
        ["%"] = "percent",
    };

    public static string Of(string instrument, string? unit, MetricKind kind)
    {
        var name = Clean(instrument);
        if (Suffix(unit, kind) is { Length: > 0 } suffix && !name.EndsWith("_" + suffix, StringComparison.Ordinal))
            name += "_" + suffix;
        if (kind.Type == MetricKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal))
            name += "_total";
        return name;
    }

    /// <summary>Compares tag keys as the labels they become.</summary>
    public static int CompareLabels(string left, string right)
    {
        for (var i = 0; i < left.Length && i < right.Length; i++)
            if (Label(left[i], i) - Label(right[i], i) is var difference and not 0)
                return difference;
        return left.Length - right.Length;
    }

    public static bool SameLabel(string left, string right) => CompareLabels(left, right) == 0;

    /// <returns>How many characters were written: as many as <paramref name="key"/> has.</returns>
    public static int WriteLabel(string key, Span<char> to)
    {
        for (var i = 0; i < key.Length; i++)
            to[i] = Label(key[i], i);
        return key.Length;
    }

    private static char Label(char c, int at) => char.IsAsciiLetter(c) || (at > 0 && char.IsAsciiDigit(c)) ? c : '_';

    private static string Clean(string instrument)
    {
        var name = new StringBuilder(instrument.Length + 1);
        foreach (var c in instrument)
        {
            var allowed = char.IsAsciiLetterOrDigit(c) ? c : '_';
            if (allowed != '_' || (name.Length > 0 && name[^1] != '_'))
                name.Append(allowed);
        }
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
            name.Insert(0, '_');
        return name.ToString().TrimEnd('_') is { Length: > 0 } clean ? clean : "_";
    }

    private static string Suffix(string? unit, MetricKind kind)
    {
        if (string.IsNullOrEmpty(unit))
            return "";
        if (unit == "1")
            return kind.Type == MetricKind.Gauge ? "ratio" : "";
        var parts = unit.Split('/', 2);
        var first = One(parts[0]);
        var per = parts.Length == 2 && One(parts[1]) is { Length: > 0 } rate ? "per_" + rate.TrimEnd('s') : "";
        return string.Join('_', new[] { first, per }.Where(part => part.Length > 0));
    }

    // A unit in braces is a remark, not a unit (UCUM §12); "ea" (each) is MassTransit's word for none.
    private static string One(string unit) => unit.StartsWith('{') || unit == "ea" ? "" : Units.GetValueOrDefault(unit) ?? Clean(unit).Trim('_');
}
