using System.Globalization;
using Attestry.Contracts.Evidence;

namespace Attestry.Cli.Output;

/// <summary>What comes with an image, as a person reads it.</summary>
internal static class AttachedTable
{
    internal static void Show(Screen screen, ScanReport report)
    {
        if (report.Stated.Count > 0)
        {
            screen.Say("");
            screen.Say("SBOMs that come with it:");
            screen.Show(["SOURCE", "FORMAT", "ATTESTED BY", "MISSING", "EXTRA", "OTHER VERSION", "DOCUMENT"], report.Stated.Select(Row));
        }
        if (report.Vex.Count > 0)
        {
            screen.Say("");
            screen.Say("VEX documents:");
            screen.Show(
                ["SOURCE", "FROM", "COUNTS", "DECIDES", "DOCUMENT"],
                report.Vex.Select(one => (IReadOnlyList<string>)[one.Source, one.Signer ?? "-", one.Counts ? "yes" : "no", one.Decides.ToString(CultureInfo.InvariantCulture), one.Document.Text]));
        }
    }

    private static IReadOnlyList<string> Row(ComparedSbom one) =>
    [
        one.Source,
        one.Format ?? "-",
        one.Signer ?? "-",
        Count(one, one.Missing),
        Count(one, one.Extra),
        Count(one, one.VersionDiffers),
        one.Content.Text,
    ];

    private static string Count(ComparedSbom one, int count) => one.Images.Count == 0 ? "not compared" : count.ToString(CultureInfo.InvariantCulture);
}
