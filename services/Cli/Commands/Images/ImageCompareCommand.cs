using Attestry.Cli.Attached;
using Attestry.Cli.Checks;
using Attestry.Cli.Output;
using Attestry.Cli.Targets;
using Attestry.Cli.Vulnerabilities;
using Attestry.Evidence;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Comparison;

namespace Attestry.Cli.Commands.Images;

/// <summary><c>attestry image compare</c>: what changed from one image to another, and whether two builds gave the same.</summary>
internal static class ImageCompareCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var targets = new TargetOptions(TargetOptions.Images, "BEFORE") { Other = new("AFTER") { Description = "The image that it is compared with, written in the same ways." } };
        var vulnerabilities = new VulnerabilityOptions(judges: false);
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand(
            "compare",
            "Compares two images: size, layers, packages, known vulnerabilities by severity, hygiene and their change in percent; says whether the builds are reproducible or which files differ and why.")
        {
            Examples =
            [
                "attestry image compare ghcr.io/acme/app:1.4 ghcr.io/acme/app:1.5",
                "attestry image compare oci:first oci:second && echo reproducible",
                "attestry image compare docker-archive:fat.tar docker-archive:slim.tar --format json",
                "attestry image compare ghcr.io/acme/app:1.4 ghcr.io/acme/app:1.5 --platform linux/arm64",
                "attestry db update --source osv=go.zip --db go.db; attestry image compare oci:old oci:new --db go.db",
            ],
            Exits = ("The layers are the same bytes: the build is reproducible.", "The images differ in at least one layer."),
        };
        targets.AddTo(command);
        vulnerabilities.AddTo(command);
        command.Options.Add(format);
        command.SetAction((parsed, cancellation) => RunAsync(
            terminal, targets.Read(parsed), targets.Read(parsed, targets.Other), vulnerabilities.Read(parsed, terminal.Time.GetUtcNow()), parsed.GetValue(format)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, TargetRequest before, TargetRequest after, VulnerabilityRequest vulnerable, string format, CancellationToken cancellation)
    {
        using var judge = VulnerabilityScan.Open(vulnerable, terminal);
        // Standard input holds the password once, and both images ask for it.
        var input = before.Username is null ? "" : await ReadInputAsync(terminal, cancellation);
        await using var old = await OpenAsync(before, terminal, input, cancellation);
        await using var young = await OpenAsync(after, terminal, input, cancellation);
        var notes = new List<Finding>();
        var comparison = await ImageComparer.CompareAsync(
            await ScanAsync(old, before, judge, notes, terminal, cancellation), await ScanAsync(young, after, judge, notes, terminal, cancellation), cancellation);
        comparison = comparison with { Findings = [.. comparison.Findings.Union(notes)] };
        if (judge is null)
            terminal.Error.WriteLine("Vulnerabilities are not compared, for there are no advisories: run 'attestry db update', or name a database with --db.");
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, comparison);
        else
            ComparisonTable.Show(new Screen(terminal.Out, terminal.OutIsTerminal), before.Text, after.Text, comparison);
        return comparison switch
        {
            { IsReproducible: true } => ExitCode.Pass,
            { Reproducibility: Reproducibility.NotCompared } => ExitCode.Error,
            _ => ExitCode.Fail,
        };
    }

    private static async Task<string> ReadInputAsync(Terminal terminal, CancellationToken cancellation)
    {
        var buffer = new char[CommandLineLimits.SecretCharacters];
        return new(buffer, 0, await terminal.In.ReadBlockAsync(buffer, cancellation));
    }

    private static Task<Target> OpenAsync(TargetRequest request, Terminal terminal, string input, CancellationToken cancellation) =>
        TargetOpener.OpenAsync(request, terminal with { In = new StringReader(input) }, cancellation);

    private static async Task<ComparedImage> ScanAsync(
        Target target, TargetRequest request, VulnerabilityScan? judge, List<Finding> notes, Terminal terminal, CancellationToken cancellation)
    {
        if (target.Images is not [var image])
            throw new CommandException($"{request.Text} holds {target.Images.Count} images, and two are compared.", "Add --platform.");
        var scan = await ImageChecks.ScanAsync(target, terminal, request.Quiet, cancellation);
        var compared = new ComparedImage(target.Source, image, scan.Images[0]);
        if (judge?.Judge(target.ToArtifact(terminal.Time.GetUtcNow()), ScanEvidence.Sbom(scan), AttachedFindings.None) is not { } judged)
            return compared;
        notes.AddRange(judged.Findings);
        var found = judged.Result.Platforms.SelectMany(platform => platform.Vulnerabilities).ToArray();
        return compared with { Figures = VulnerabilityFigures.Count(found), Vulnerabilities = VulnerabilityFigures.Names(found) };
    }
}
