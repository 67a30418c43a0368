using System.Globalization;
using Attestry.Primitives.Findings;

namespace Attestry.Cli.Output;

/// <summary>A scan as a person reads it.</summary>
internal static class ScanTable
{
    internal static void Show(Screen screen, ScanReport report)
    {
        screen.Say($"{report.Target}  {report.Digest}");
        screen.Say("");
        screen.Show(
            ["PLATFORM", "DISTRIBUTION", "USER", "RUNS AS ROOT", "PACKAGES", "BY TYPE"],
            report.Platforms.Select(platform => (IReadOnlyList<string>)
            [
                platform.Platform,
                platform.Distribution ?? "-",
                platform.User.Length == 0 ? "(not set)" : platform.User,
                platform.RunsAsRoot switch { true => "yes", false => "no", null => "unknown" },
                platform.Packages.Count.ToString(CultureInfo.InvariantCulture),
                ByType(platform),
            ]));
        foreach (var platform in report.Platforms)
            VulnerabilityTable.Show(screen, platform, severalPlatforms: report.Platforms.Count > 1);
        AttachedTable.Show(screen, report);
        Show(screen, "Findings", report.Findings);
        Show(screen, "Denied", report.Denied);
        screen.Say("");
        screen.Say(report.Passed ? "Passed." : "Failed.");
    }

    internal static void Show(Screen screen, string title, IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
            return;
        screen.Say("");
        screen.Say($"{title}:");
        screen.Show(
            ["SEVERITY", "ID", "MESSAGE", "WHERE"],
            findings.Select(finding => (IReadOnlyList<string>)[finding.Severity.ToString().ToLowerInvariant(), finding.Id, finding.Message, finding.Location ?? "-"]));
    }

    private static string ByType(ScannedPlatform platform) =>
        platform.Packages.Count == 0
            ? "-"
            : string.Join(", ", platform.Packages.CountBy(package => package.Type).OrderBy(type => type.Key, StringComparer.Ordinal).Select(type => $"{type.Key} {type.Value}"));
}
