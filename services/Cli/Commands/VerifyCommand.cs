using System.CommandLine;
using Attestry.Cli.Checks;
using Attestry.Cli.Output;
using Attestry.Cli.Targets;
using Attestry.Primitives;
using Attestry.Sigstore.Trust;

namespace Attestry.Cli.Commands;

/// <summary><c>attestry verify</c>: who vouches for an image.</summary>
internal static class VerifyCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var target = new TargetOptions();
        var key = TrustedKeyOption();
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand("verify", "Judges every signature of an image, in cosign's tags and in bundles that refer to it.")
        {
            Examples =
            [
                "attestry verify ghcr.io/acme/app:1.4 --key cosign.pub",
                "attestry verify oci:build/layout:dev --key release.pub --key hotfix.pub --format json",
            ],
            Exits = ("One signature is by one of the keys.", "None is, or there is none."),
        };
        target.AddTo(command);
        command.Options.Add(key);
        command.Options.Add(format);
        command.SetAction((parsed, cancellation) => RunAsync(
            terminal, target.Read(parsed), KeyFiles.ReadTrusted(parsed.GetValue(key)!), parsed.GetValue(format)!, cancellation));
        return command;
    }

    internal static Option<string[]> TrustedKeyOption() =>
        new("--key") { HelpName = "FILE", Description = "PEM file of a public key whose signatures count (repeatable).", Required = true };

    private static async Task<int> RunAsync(Terminal terminal, TargetRequest request, IReadOnlyList<TrustedKey> trusted, string format, CancellationToken cancellation)
    {
        await using var target = await TargetOpener.OpenAsync(request, terminal, cancellation);
        var content = await ImageChecks.VerifyAsync(target, trusted, cancellation);
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
                ["VERDICT", "KIND", "LAYOUT", "KEY", "REASON", "MANIFEST"],
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
        screen.Say(report.Trusted ? "Passed: a trusted key signs it." : "Failed: no trusted key signs it.");
    }
}
