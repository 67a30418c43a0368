namespace Attestry.Vulnerabilities.Cvss;

/// <summary>The base equations of CVSS 3.0 (§8.1) and 3.1 (§7.1), which differ in how they round.</summary>
internal static class Cvss3
{
    internal static decimal BaseScore(IReadOnlyDictionary<string, string> metrics, Func<decimal, decimal> roundUp)
    {
        var changed = metrics["S"] == "C";
        var subScore = 1 - ((1 - Impact(metrics["C"])) * (1 - Impact(metrics["I"])) * (1 - Impact(metrics["A"])));
        var impact = changed ? (7.52m * (subScore - 0.029m)) - (3.25m * Power15(subScore - 0.02m)) : 6.42m * subScore;
        if (impact <= 0)
            return 0;
        var vector = metrics["AV"] switch { "N" => 0.85m, "A" => 0.62m, "L" => 0.55m, _ => 0.2m };
        var complexity = metrics["AC"] == "L" ? 0.77m : 0.44m;
        var privileges = (metrics["PR"], changed) switch { ("N", _) => 0.85m, ("L", false) => 0.62m, ("L", true) => 0.68m, (_, false) => 0.27m, _ => 0.5m };
        var interaction = metrics["UI"] == "N" ? 0.85m : 0.62m;
        var exploitability = 8.22m * vector * complexity * privileges * interaction;
        return roundUp(Math.Min((changed ? 1.08m : 1m) * (impact + exploitability), 10));
    }

    /// <summary>3.0: up to the next tenth.</summary>
    internal static decimal RoundUp30(decimal value) => Math.Ceiling(value * 10) / 10;

    /// <summary>3.1, appendix A: what lies less than 0.00001 above a tenth is that tenth.</summary>
    internal static decimal RoundUp31(decimal value) => RoundUp30(Math.Round(value, 5, MidpointRounding.AwayFromZero));

    private static decimal Impact(string value) => value switch { "H" => 0.56m, "L" => 0.22m, _ => 0m };

    private static decimal Power15(decimal value)
    {
        var cube = value * value * value;
        var fifth = cube * value * value;
        return fifth * fifth * fifth;
    }
}
