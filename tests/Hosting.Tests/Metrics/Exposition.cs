using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Attestry.Hosting.Tests.Metrics;

/// <summary>A strict reader of Prometheus's text format 0.0.4: what it does not understand fails the test.</summary>
internal sealed partial class Exposition
{
    private readonly Dictionary<string, double> _samples = [];

    private Exposition(Dictionary<string, string> types, Dictionary<string, string> helps) => (Types, Helps) = (types, helps);

    public Dictionary<string, string> Types { get; }

    public Dictionary<string, string> Helps { get; }

    public IEnumerable<string> Series => _samples.Keys;

    /// <summary>Value of <c>name</c> or <c>name{a="1",b="2"}</c>, labels unescaped and sorted.</summary>
    public double this[string series] => _samples.TryGetValue(series, out var value) ? value : throw new KeyNotFoundException($"{series} is not among:\n{string.Join('\n', Series)}");

    public static Exposition Parse(string text)
    {
        text.ShouldEndWith("\n");
        var read = new Exposition([], []);
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (HelpLine().Match(line) is { Success: true } help)
                read.Helps.Add(help.Groups[1].Value, Unescape(help.Groups[2].Value));
            else if (TypeLine().Match(line) is { Success: true } type)
                read.Types.Add(type.Groups[1].Value, type.Groups[2].Value);
            else
                read.Add(line);
        }
        return read;
    }

    private void Add(string line)
    {
        var sample = SampleLine().Match(line);
        sample.Success.ShouldBeTrue(line);
        var name = sample.Groups["name"].Value;
        var family = Types.ContainsKey(name) ? name : HistogramSuffix().Replace(name, "");
        Types.ShouldContainKey(family);
        var labels = LabelPattern().Matches(sample.Groups["labels"].Value)
            .Select(label => (Name: label.Groups[1].Value, Value: Unescape(label.Groups[2].Value))).OrderBy(label => label.Name, StringComparer.Ordinal).ToList();
        labels.Select(label => label.Name).ShouldBeUnique();
        var key = labels.Count == 0 ? name : $"{name}{{{string.Join(',', labels.Select(label => $"{label.Name}=\"{label.Value}\""))}}}";
        // A second sample of one series makes a scraper refuse the whole page.
        _samples.TryAdd(key, Number(sample.Groups["value"].Value)).ShouldBeTrue(key);
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static string Unescape(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
            plain.Append(text[i] != '\\' ? text[i] : text[++i] == 'n' ? '\n' : text[i]);
        return plain.ToString();
    }

    [GeneratedRegex(@"\A# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)\z")]
    private static partial Regex HelpLine();

    [GeneratedRegex(@"\A# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)\z")]
    private static partial Regex TypeLine();

    [GeneratedRegex("""\A(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>[a-zA-Z_][a-zA-Z0-9_]*="(\\[\\"n]|[^\\"])*"(,[a-zA-Z_][a-zA-Z0-9_]*="(\\[\\"n]|[^\\"])*")*)\})? (?<value>[+-]Inf|NaN|[-+0-9.eE]+)\z""")]
    private static partial Regex SampleLine();

    [GeneratedRegex("""([a-zA-Z_][a-zA-Z0-9_]*)="((?:\\[\\"n]|[^\\"])*)"(?:,|\z)""")]
    private static partial Regex LabelPattern();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex HistogramSuffix();
}
