using System.CommandLine;
using Attestry.Cli.Output;
using Attestry.Cli.Servers;

namespace Attestry.Cli.Commands.Hosts;

/// <summary><c>attestry host list</c>.</summary>
internal static class HostListCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var server = new HostServer();
        var state = new Option<string?>("--state") { HelpName = "STATE", Description = "Only hosts in this state: enrolled, pending, trusted, failed, stale or revoked." };
        state.AcceptOnlyFromAmong("enrolled", "pending", "trusted", "failed", "stale", "revoked");
        var unattested = new Option<bool>("--unattested") { Description = "Only hosts that run something that is not attested." };
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand("list", "Lists measured hosts.")
        {
            Examples = ["attestry host list --server https://attestry.example.com", "attestry host list --state failed", "attestry host list --unattested --format json"],
            Exits = ("Listed.", "(not used)"),
        };
        foreach (var option in new Option[] { state, unattested, format })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(state) is not null && result.GetValue(unattested))
                result.AddError("Give --state or --unattested, not both.");
        });
        server.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var query = parsed.GetValue(unattested) ? "?unattested=true" : parsed.GetValue(state) is { } wanted ? $"?state={wanted}" : "";
            return RunAsync(terminal, server.Open(parsed, terminal), query, parsed.GetValue(format)!, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, ServerClient client, string query, string format, CancellationToken cancellation)
    {
        using var server = client;
        var hosts = new List<ServerHost>();
        await foreach (var host in ServerList.ReadAsync<ServerHost>(server, $"v1/hosts{query}", cancellation))
            hosts.Add(host);
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, hosts);
        else
            new Screen(terminal.Out, terminal.OutIsTerminal).Show(
                ["HOST", "STATE", "SINCE", "ATTESTED", "FILES", "UNATTESTED", "FINDINGS"],
                hosts.Select(host => (IReadOnlyList<string>)
                [
                    host.Id, Words.Of(host.State), Words.Of(host.Since), Words.Of(host.AttestedAt), $"{host.Files}", host.RunsUnattested ? "yes" : "no",
                    string.Join(' ', host.Findings.Select(finding => finding.Id).Distinct().Take(3)),
                ]));
        return ExitCode.Pass;
    }
}
