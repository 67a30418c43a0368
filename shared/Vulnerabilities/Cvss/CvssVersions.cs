using System.Collections.Frozen;

namespace Attestry.Vulnerabilities.Cvss;

/// <summary>
/// The table of CVSS versions with their metrics (CVSS 2.0 §2, 3.1 §2–4 and §6, 4.0 §2–5 and §7). Each line is a group of
/// metrics with the same values.
/// </summary>
internal static class CvssVersions
{
    private static readonly FrozenDictionary<string, CvssMetric> Third = Metrics(
        ["AV N A L P", "AC L H", "PR N L H", "UI N R", "S U C", "C,I,A H L N"],
        ["E X U P F H", "RL X O T W U", "RC X U R C", "CR,IR,AR X L M H", "MAV X N A L P", "MAC X L H", "MPR X N L H", "MUI X N R", "MS X U C", "MC,MI,MA X N L H"]);

    /// <summary>Version 2 last: its vectors begin with nothing of their own.</summary>
    internal static readonly IReadOnlyList<CvssVersion> All =
    [
        new("4.0", "CVSS:4.0/", Metrics(
            ["AV N A L P", "AC L H", "AT N P", "PR N L H", "UI N P A", "VC,VI,VA,SC,SI,SA H L N"],
            [
                "E X A P U", "CR,IR,AR X H M L", "MAV X N A L P", "MAC X L H", "MAT X N P", "MPR X N L H", "MUI X N P A",
                "MVC,MVI,MVA,MSC X H L N", "MSI,MSA X S H L N", "S X N P", "AU X N Y", "R X A U I", "V X D C", "RE X L M H", "U X Clear Green Amber Red",
            ]), Cvss4.Score),
        new("3.1", "CVSS:3.1/", Third, metrics => Cvss3.BaseScore(metrics, Cvss3.RoundUp31)),
        new("3.0", "CVSS:3.0/", Third, metrics => Cvss3.BaseScore(metrics, Cvss3.RoundUp30)),
        new("2.0", "", Metrics(
            ["AV L A N", "AC H M L", "Au M S N", "C,I,A N P C"],
            ["E U POC F H ND", "RL OF TF W U ND", "RC UC UR C ND", "CDP N L LM MH H ND", "TD N L M H ND", "CR,IR,AR L M H ND"]), Cvss2.BaseScore),
    ];

    private static FrozenDictionary<string, CvssMetric> Metrics(string[] mandatory, string[] optional) =>
        mandatory.SelectMany(line => Group(line, true)).Concat(optional.SelectMany(line => Group(line, false))).ToFrozenDictionary(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, CvssMetric>> Group(string line, bool mandatory)
    {
        var words = line.Split(' ');
        var metric = new CvssMetric(words[1..], mandatory);
        return words[0].Split(',').Select(name => KeyValuePair.Create(name, metric));
    }
}
