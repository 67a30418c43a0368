namespace Attestry.Vulnerabilities.Cvss;

/// <summary>
/// CVSS 4.0 (§8.2): the score of the vector's MacroVector, less the mean of how far the vector lies, in each group of
/// metrics, from the worst vector of the same MacroVector towards the next lower one.
/// </summary>
internal static class Cvss4
{
    private static readonly string[] Impacts = ["VC", "VI", "VA", "SC", "SI", "SA"];

    /// <summary>By metric: its values from the worst down. Distances are counted in steps of this order.</summary>
    private static readonly Dictionary<string, string> Levels = new()
    {
        ["AV"] = "NALP", ["PR"] = "NLH", ["UI"] = "NPA", ["AC"] = "LH", ["AT"] = "NP",
        ["VC"] = "HLN", ["VI"] = "HLN", ["VA"] = "HLN", ["SC"] = "SHLN", ["SI"] = "SHLN", ["SA"] = "SHLN",
        ["CR"] = "HML", ["IR"] = "HML", ["AR"] = "HML",
    };

    internal static decimal Score(IReadOnlyDictionary<string, string> metrics)
    {
        char Of(string name) => Value(metrics, name);
        if (Impacts.All(impact => Of(impact) == 'N'))
            return 0;
        var macro = MacroVector(Of);
        var score = Cvss4Table.Score(macro) ?? throw new InvalidOperationException("Every vector has a MacroVector.");
        decimal distances = 0;
        var groups = 0;
        foreach (var group in Cvss4Table.Groups(macro))
        {
            // The next lower MacroVector; of two ways down the one with the higher score.
            var lower = group.Lower.Max(Cvss4Table.Score);
            if (lower is null)
                continue;
            groups++;
            distances += (score - lower.Value) * Distance(group.Worst, Of) / group.Depth;
        }
        var result = groups == 0 ? score : score - (distances / groups);
        // The little that is added makes up for thirds and sevenths, which no fraction of ten holds.
        return Math.Round(Math.Clamp(result, 0, 10) + 0.000001m, 1, MidpointRounding.AwayFromZero);
    }

    /// <summary>§7: what is not defined counts as the worst; a modified metric replaces the base metric.</summary>
    private static char Value(IReadOnlyDictionary<string, string> metrics, string name) =>
        metrics.TryGetValue($"M{name}", out var modified) && modified != "X" ? modified[0]
        : metrics.TryGetValue(name, out var value) && value != "X" ? value[0]
        : name == "E" ? 'A'
        : 'H';

    /// <summary>§8.2, tables 24 to 29.</summary>
    private static Cvss4MacroVector MacroVector(Func<string, char> of)
    {
        bool av = of("AV") == 'N', pr = of("PR") == 'N', ui = of("UI") == 'N';
        var one = av && pr && ui ? 0 : (av || pr || ui) && of("AV") != 'P' ? 1 : 2;
        var two = of("AC") == 'L' && of("AT") == 'N' ? 0 : 1;
        bool vc = of("VC") == 'H', vi = of("VI") == 'H', va = of("VA") == 'H';
        var three = vc && vi ? 0 : vc || vi || va ? 1 : 2;
        var four = of("SI") == 'S' || of("SA") == 'S' ? 0 : of("SC") == 'H' || of("SI") == 'H' || of("SA") == 'H' ? 1 : 2;
        var five = of("E") switch { 'A' => 0, 'P' => 1, _ => 2 };
        var six = (of("CR") == 'H' && vc) || (of("IR") == 'H' && vi) || (of("AR") == 'H' && va) ? 0 : 1;
        return new(one, two, three, four, five, six);
    }

    /// <summary>Steps from the first of the worst vectors that is nowhere less severe.</summary>
    private static int Distance(IReadOnlyList<string> worst, Func<string, char> of)
    {
        foreach (var vector in worst)
        {
            var (steps, reached) = (0, true);
            foreach (var part in vector.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                var name = part[..part.IndexOf(':')];
                var step = Levels[name].IndexOf(of(name)) - Levels[name].IndexOf(part[^1]);
                (steps, reached) = (steps + step, reached && step >= 0);
            }
            if (reached)
                return steps;
        }
        return 0;
    }
}
