namespace Attestry.Vulnerabilities.Cvss;

/// <summary>The base equation of CVSS 2.0 (§3.2.1).</summary>
internal static class Cvss2
{
    internal static decimal BaseScore(IReadOnlyDictionary<string, string> metrics)
    {
        var impact = 10.41m * (1 - ((1 - Impact(metrics["C"])) * (1 - Impact(metrics["I"])) * (1 - Impact(metrics["A"]))));
        var vector = metrics["AV"] switch { "L" => 0.395m, "A" => 0.646m, _ => 1.0m };
        var complexity = metrics["AC"] switch { "H" => 0.35m, "M" => 0.61m, _ => 0.71m };
        var authentication = metrics["Au"] switch { "M" => 0.45m, "S" => 0.56m, _ => 0.704m };
        var exploitability = 20 * vector * complexity * authentication;
        var factor = impact == 0 ? 0 : 1.176m;
        return Math.Round(((0.6m * impact) + (0.4m * exploitability) - 1.5m) * factor, 1, MidpointRounding.AwayFromZero);
    }

    private static decimal Impact(string value) => value switch { "N" => 0m, "P" => 0.275m, _ => 0.660m };
}
