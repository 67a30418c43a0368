using System.CommandLine;
using Attestry.Cli.Output;
using Attestry.Cli.Policies;
using Attestry.Cli.Servers;
using Attestry.Policy.Comparison;
using Attestry.Policy.Rules;
using Attestry.Rego.Bundles;
using Attestry.Rego.Syntax;

namespace Attestry.Cli.Commands.Policies;

/// <summary><c>attestry policy diff</c>: whose verdict would change if a policy were another one.</summary>
internal static class PolicyDiffCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var old = new Argument<string>("OLD") { Description = "The bundle in force: folder, tar.gz file or oci://registry/repository:tag." };
        var young = new Argument<string>("NEW") { Description = "The bundle to be tried." };
        var server = new ServerOptions();
        var repository = new Option<string?>("--repository") { HelpName = "PATTERN", Description = "Only repositories of this pattern: ghcr.io/acme/**." };
        var environment = new Option<string?>("--environment") { HelpName = "NAME", Description = "The environment that policies are asked for." };
        var entrypoint = new Option<string>("--entrypoint") { HelpName = "PACKAGE", Description = "The package whose rules count, with those below it.", DefaultValueFactory = _ => RegoPolicy.DefaultEntrypoint };
        var settings = new Option<string?>("--settings") { HelpName = "FILE", Description = "JSON or YAML that policies find at data.settings." };
        var insecure = new Option<string[]>("--insecure") { HelpName = "HOST", Description = "Speak plain HTTP to this host[:port] (repeatable)." };
        var ca = new Option<string?>("--ca") { HelpName = "FILE", Description = "PEM file of authorities that are trusted for a registry besides the system's." };
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand("diff", "Tries two policies on a server's stored evidence and shows whose verdict would change, and why.")
        {
            Examples =
            [
                "attestry policy diff policies/v1 policies/v2 --server https://attestry.example.com --api-key-file auditor.txt",
                "attestry policy diff oci://ghcr.io/acme/policies:stable bundle.tar.gz --repository 'ghcr.io/acme/**' --format json",
            ],
            Exits = ("No verdict would change.", "At least one would."),
        };
        command.Arguments.Add(old);
        command.Arguments.Add(young);
        foreach (var option in new Option[] { server.Server, server.ApiKeyFile, repository, environment, entrypoint, settings, insecure, ca, format })
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = new PolicyRequest([], [], RegoVersion.V1, [], null, parsed.GetValue(insecure) ?? [], parsed.GetValue(ca));
            try
            {
                var own = PolicyLoader.ReadInput(parsed.GetValue(settings), terminal);
                var comparison = new PolicyComparison(await EngineAsync(old), await EngineAsync(young));
                using var client = ServerClient.Open(server.ReadServer(parsed, terminal), server.ReadKey(parsed, terminal), request.Insecure);
                var report = await PolicyDiff.RunAsync(client, comparison, parsed.GetValue(repository), parsed.GetValue(environment), cancellation);
                PolicyDiffOutput.Write(terminal, report, parsed.GetValue(format)!);
                return report.Changed.Count > 0 ? ExitCode.Fail : ExitCode.Pass;

                // Both under one name: what they say is compared, not what they are called.
                async Task<RegoPolicyEngine> EngineAsync(Argument<string> bundle) => new(
                    RegoPolicy.Compile("policy", await PolicyLoader.ReadAsync(parsed.GetValue(bundle)!, request, terminal, cancellation), parsed.GetValue(entrypoint)!, own),
                    PolicyBudget.Default,
                    terminal.Time);
            }
            catch (Exception e) when (e is BundleException or PolicyException)
            {
                terminal.Error.WriteLine(ProblemOutput.Text((e as PolicyException ?? PolicyException.Of((BundleException)e)).Problems));
                return ExitCode.Error;
            }
        });
        return command;
    }
}
