using System.CommandLine;
using Attestry.Cli.Checks;
using Attestry.Cli.Output;
using Attestry.Cli.Targets;
using Attestry.Primitives;
using Attestry.Sigstore.Notation;
using Attestry.Sigstore.Trust;

namespace Attestry.Cli.Commands;

/// <summary><c>attestry verify</c>: who vouches for an image.</summary>
internal static class VerifyCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var target = new TargetOptions();
        var key = TrustedKeyOption(required: false);
        var policy = new Option<string?>("--notation-policy") { HelpName = "FILE", Description = "Notation's trustpolicy.json, whose signatures count too." };
        var stores = new Option<string?>("--notation-trust-store") { HelpName = "FOLDER", Description = "Notation's truststore folder, which holds x509/ca/NAME." };
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand("verify", "Judges every signature of an image: in cosign's tags, in bundles and in Notation's envelopes that refer to it.")
        {
            Examples =
            [
                "attestry verify ghcr.io/acme/app:1.4 --key cosign.pub",
                "attestry verify oci:build/layout:dev --key release.pub --key hotfix.pub --format json",
                "attestry verify ghcr.io/acme/app:1.4 --notation-policy trustpolicy.json --notation-trust-store truststore",
            ],
            Exits = ("One signature is by a trusted key or signer, and nothing disagrees with the image.", "None is, there is none, or an SBOM or signature is about something else."),
        };
        target.AddTo(command);
        foreach (var option in new Option[] { key, policy, stores, format })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(key) is null or [] && result.GetValue(policy) is null)
                result.AddError("Option '--key' or '--notation-policy' is required.");
            else if (result.GetValue(policy) is null != result.GetValue(stores) is null)
                result.AddError("Options '--notation-policy' and '--notation-trust-store' go together.");
        });
        command.SetAction((parsed, cancellation) => RunAsync(
            terminal,
            target.Read(parsed),
            KeyFiles.ReadTrusted(parsed.GetValue(key) ?? []),
            parsed.GetValue(policy) is { } document ? NotationFiles.Read(document, parsed.GetValue(stores)!) : null,
            parsed.GetValue(format)!,
            cancellation));
        return command;
    }

    internal static Option<string[]> TrustedKeyOption(bool required = true) =>
        new("--key") { HelpName = "FILE", Description = "PEM file of a public key whose signatures count (repeatable).", Required = required };

    private static async Task<int> RunAsync(
        Terminal terminal, TargetRequest request, IReadOnlyList<TrustedKey> trusted, NotationTrust? notation, string format, CancellationToken cancellation)
    {
        await using var target = await TargetOpener.OpenAsync(request, terminal, cancellation);
        var scope = new TrustScope(trusted, [], null, new(), terminal.Time.GetUtcNow()) { Notation = notation?.For(target.Name.Name) };
        var content = await ImageChecks.VerifyAsync(target, scope, cancellation);
        var report = new VerifyReport(request.Text, target.Manifest.Digest, content.Verdict == Verdict.Passed, VerifiedItem.Of(content.Result), content.Findings);
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, report);
        else
            Show(new Screen(terminal.Out, terminal.OutIsTerminal), report);
        return report.Trusted ? ExitCode.Pass : ExitCode.Fail;
    }

    private static void Show(Screen screen, VerifyReport report)
    {
        screen.Say($"{report.Target}  {report.Digest}");
        screen.Say("");
        if (report.Found.Count > 0)
            screen.Show(
                ["VERDICT", "KIND", "LAYOUT", "SIGNER", "REASON", "MANIFEST"],
                report.Found.Select(item => (IReadOnlyList<string>)
                [
                    item.Trusted ? "trusted" : "not trusted",
                    item.Kind,
                    item.Layout,
                    item.Key ?? "-",
                    item.Findings.Count == 0 ? "-" : string.Join(' ', item.Findings.Select(finding => $"{finding.Message} ({finding.Id})")),
                    item.Manifest.Text,
                ]));
        if (!report.Trusted)
            ScanTable.Show(screen, "Not trusted", report.Findings);
        screen.Say("");
        screen.Say(report.Trusted ? "Passed: a trusted signer signs it." : "Failed: " + (report.Found.Any(item => item is { Trusted: true, Kind: "signature" }) ? "what is trusted disagrees." : "no trusted signer signs it."));
    }
}
