using System.CommandLine;
using Attestry.Cli.Attached;
using Attestry.Cli.Checks;
using Attestry.Cli.Output;
using Attestry.Cli.Output.Sarif;
using Attestry.Cli.Targets;
using Attestry.Cli.Vulnerabilities;
using Attestry.Policy.BuiltIn;

namespace Attestry.Cli.Commands;

/// <summary><c>attestry scan</c>: what is in an image and how it is made.</summary>
internal static class ScanCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var target = new TargetOptions(TargetOptions.ImagesDirectoriesAndSboms);
        var deny = new Option<string[]>("--deny") { HelpName = "PURL", Description = "Fail when this package is in it: a package URL, * as wildcard, version optional (repeatable)." };
        var failOnRoot = new Option<bool>("--fail-on-root") { Description = "Fail when an image runs as root, or may." };
        var bases = new Option<string[]>("--base") { HelpName = "IMAGE", Description = "Say whether the image is built on this one, by its layers; written as TARGET is (repeatable)." };
        var vulnerabilities = new VulnerabilityOptions();
        var attached = new AttachedOptions();
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json, OutputFormat.Sarif);
        var command = new DocumentedCommand("scan", "What is in an image: packages, their known vulnerabilities, how it is made, what is wrong with its layers.")
        {
            Examples =
            [
                "attestry scan ghcr.io/acme/app:1.4",
                "attestry scan docker-archive:app.tar --deny 'pkg:npm/event-stream' --fail-on-root",
                "attestry scan ghcr.io/acme/app:1.4 --base debian:12-slim --base alpine:3.20",
                "attestry scan ghcr.io/acme/app:1.4 --fail-on high --vex app.openvex.json",
                "attestry scan ghcr.io/acme/app:1.4 --fail-on high --ignore-unfixed --ignore-file .attestryignore --format sarif > attestry.sarif",
                "attestry scan ghcr.io/acme/app:1.4 --fail-on high --key cosign.pub",
                "attestry scan sbom:app.cdx.json --fail-on critical --format json",
                "attestry scan dir:/var/lib/machines/app",
                "attestry scan oci:build/layout:dev --platform linux/arm64 --format json",
            ],
            Exits = ("Everything was read, and nothing is denied.", "A denied package is in it, a vulnerability that --fail-on counts, it runs as root (with --fail-on-root), or a part could not be read or is not what its digest names."),
        };
        target.AddTo(command);
        vulnerabilities.AddTo(command);
        attached.AddTo(command);
        foreach (var option in new Option[] { deny, failOnRoot, bases, format })
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(
            terminal, target.Read(parsed), Rules(parsed.GetValue(deny) ?? [], parsed.GetValue(failOnRoot)), parsed.GetValue(bases) ?? [], vulnerabilities.Read(parsed, terminal.Time.GetUtcNow()), attached.Read(parsed), parsed.GetValue(format)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, TargetRequest request, BuiltInPolicy policy, string[] bases, VulnerabilityRequest vulnerable, AttachedRequest? attached, string format, CancellationToken cancellation)
    {
        // Wrong options are told before anything is pulled.
        using var judge = VulnerabilityScan.Open(vulnerable, terminal);
        var target = await ScannedSet.ScanAsync(request, bases, attached, terminal, cancellation);
        var evidence = new EvidenceSet();
        evidence.Add(target.Sbom);
        evidence.Add(target.Hygiene);
        var result = policy.Evaluate(evidence.ToInput(target.Artifact));
        var vulnerabilities = judge?.Judge(target.Artifact, target.Sbom, target.Attached);
        var report = ScanReport.Of(request.Text, target.Artifact.Digest, target.Sbom, target.Hygiene, vulnerabilities, vulnerable, [.. result.Deny, .. vulnerable.Denied(vulnerabilities)]);
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, report);
        else if (format == OutputFormat.Sarif)
            SarifOutput.Write(terminal.Out, report);
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
