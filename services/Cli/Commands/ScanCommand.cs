using System.CommandLine;
using Attestry.Cli.Checks;
using Attestry.Cli.Output;
using Attestry.Cli.Targets;
using Attestry.Evidence;
using Attestry.Policy.BuiltIn;

namespace Attestry.Cli.Commands;

/// <summary><c>attestry scan</c>: what is in an image and how it is made.</summary>
internal static class ScanCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var target = new TargetOptions(TargetOptions.ImagesAndDirectories);
        var deny = new Option<string[]>("--deny") { HelpName = "PURL", Description = "Fail when this package is in it: a package URL, * as wildcard, version optional (repeatable)." };
        var failOnRoot = new Option<bool>("--fail-on-root") { Description = "Fail when an image runs as root, or may." };
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand("scan", "What is in an image: packages, how it is made, what is wrong with its layers.")
        {
            Examples =
            [
                "attestry scan ghcr.io/acme/app:1.4",
                "attestry scan docker-archive:app.tar --deny 'pkg:npm/event-stream' --fail-on-root",
                "attestry scan dir:/var/lib/machines/app",
                "attestry scan oci:build/layout:dev --platform linux/arm64 --format json",
            ],
            Exits = ("Everything was read, and nothing is denied.", "A denied package is in it, it runs as root (with --fail-on-root), or a part could not be read or is not what its digest names."),
        };
        target.AddTo(command);
        foreach (var option in new Option[] { deny, failOnRoot, format })
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(
            terminal, target.Read(parsed), Rules(parsed.GetValue(deny) ?? [], parsed.GetValue(failOnRoot)), parsed.GetValue(format)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, TargetRequest request, BuiltInPolicy policy, string format, CancellationToken cancellation)
    {
        var target = await ScannedTarget.ScanAsync(request, terminal, single: false, cancellation);
        var scan = target.Scan;
        var (sbom, hygiene) = (ScanEvidence.Sbom(scan), ScanEvidence.Hygiene(scan));
        var evidence = new EvidenceSet();
        evidence.Add(sbom);
        evidence.Add(hygiene);
        var result = policy.Evaluate(evidence.ToInput(target.Artifact));
        var report = ScanReport.Of(request.Text, target.Digest, sbom, hygiene, result);
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, report);
        else
            ScanTable.Show(new Screen(terminal.Out, terminal.OutIsTerminal), report);
        return report.Passed ? ExitCode.Pass : ExitCode.Fail;
    }

    private static BuiltInPolicy Rules(string[] denied, bool failOnRoot) => new(PolicyFile.Valid(
        new PolicyOptions
        {
            TrustedSignature = RuleEffect.Off,
            NonRoot = failOnRoot ? RuleEffect.Deny : RuleEffect.Off,
            DenyList = [.. denied.Select(purl => new DeniedPackage { Package = purl, Reason = "named by --deny" })],
        },
        "--deny"));
}
