using System.CommandLine;
using Attestry.Cli.Output;
using Attestry.Cli.Sboms;
using Attestry.Cli.Targets;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Comparing;

namespace Attestry.Cli.Commands.Sboms;

/// <summary><c>attestry sbom compare</c>: which packages two of them do not have in common.</summary>
internal static class CompareCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var target = new TargetOptions($"Taken as true: {TargetOptions.ImagesAndDirectories} Or sbom:FILE, a bill of materials of any format.");
        var other = new Argument<string>("OTHER") { Description = "What is compared with it, likewise." };
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand("compare", "Compares the packages of two images, directories or bills of materials.")
        {
            Examples =
            [
                "attestry sbom compare ghcr.io/acme/app:1.4 sbom:app.spdx.json",
                "attestry sbom compare sbom:app.cdx.xml sbom:app.spdx --format json",
                "attestry sbom compare oci:layout:1.3 oci:layout:1.4",
            ],
            Exits = ("Both have the same packages in the same versions.", "They differ, or one of them could not be read whole."),
        };
        target.AddTo(command);
        command.Arguments.Add(other);
        command.Options.Add(format);
        command.SetAction((parsed, cancellation) => RunAsync(terminal, target.Read(parsed), parsed.GetValue(other)!, parsed.GetValue(format)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, TargetRequest request, string other, string format, CancellationToken cancellation)
    {
        var first = await SbomSource.OpenAsync(request, terminal, cancellation);
        var second = await SbomSource.OpenAsync(request with { Text = other }, terminal, cancellation);
        // What a scan does not look for, a document may well list.
        var differences = BomComparison.Compare(first.Bom, second.Bom, onlyCatalogued: first.IsScan || second.IsScan);
        IReadOnlyList<Finding> findings = [.. first.Findings, .. second.Findings];
        var whole = findings.All(finding => finding.Severity < Severity.Medium);
        var report = new CompareReport(request.Text, other, differences.Count == 0 && whole, differences, findings);
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, report);
        else
            Show(new Screen(terminal.Out, terminal.OutIsTerminal), report);
        return report.Equal ? ExitCode.Pass : ExitCode.Fail;
    }

    private static void Show(Screen screen, CompareReport report)
    {
        if (report.Differences.Count > 0)
            screen.Show(["DIFFERENCE", "PACKAGE", "FIRST", "SECOND"], report.Differences.Select(d => (IReadOnlyList<string>)[Word(d.Kind), d.Package, Versions(d.Found), Versions(d.Stated)]));
        ScanTable.Show(screen, "Findings", report.Findings);
        screen.Say(report.Equal ? "The same packages." : $"{report.Differences.Count} packages differ.");
    }

    private static string Word(BomDifferenceKind kind) => kind switch
    {
        BomDifferenceKind.Missing => "missing",
        BomDifferenceKind.Extra => "extra",
        _ => "version differs",
    };

    private static string Versions(IReadOnlyList<string> versions) => versions.Count == 0 ? "-" : string.Join(", ", versions);
}
