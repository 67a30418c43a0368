using System.CommandLine;
using Attestry.Cli.Output;
using Attestry.Cli.Servers;

namespace Attestry.Cli.Commands.Hosts;

/// <summary><c>attestry host timeline</c>.</summary>
internal static class HostTimelineCommand
{
    private const int Unasked = 20;

    internal static DocumentedCommand Create(Terminal terminal)
    {
        var (server, host, format) = (new HostServer(), new Argument<string>("HOST") { Description = "Id of the host." }, OutputFormat.Option(OutputFormat.Table, OutputFormat.Json));
        var limit = new Option<int>("--limit") { HelpName = "COUNT", Description = "At most so many entries.", DefaultValueFactory = _ => Unasked };
        var command = new DocumentedCommand("timeline", "Shows what came to pass with a host, newest first: attestations, what they found, and who did what.")
        {
            Examples = ["attestry host timeline node-1 --server https://attestry.example.com", "attestry host timeline node-1 --limit 500 --format json"],
            Exits = ("Shown.", "(not used)"),
        };
        command.Arguments.Add(host);
        command.Options.Add(limit);
        command.Options.Add(format);
        command.Validators.Add(result =>
        {
            if (result.GetResult(limit) is { Implicit: false } && result.GetValue(limit) < 1)
                result.AddError("--limit is at least 1.");
        });
        server.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            terminal, server.Open(parsed, terminal), parsed.GetValue(host)!, parsed.GetValue(limit), parsed.GetValue(format)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, ServerClient client, string id, int limit, string format, CancellationToken cancellation)
    {
        using var server = client;
        var entries = new List<ServerHostEntry>();
        await foreach (var entry in ServerList.ReadAsync<ServerHostEntry>(server, $"v1/hosts/{Uri.EscapeDataString(id)}/timeline", cancellation))
        {
            entries.Add(entry);
            if (entries.Count == limit)
                break;
        }
        if (entries.Count == 0)
            throw new CommandException($"There is no host {Primitives.Bounded.Quote(id)}.", "See attestry host list.");
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, entries);
        else
            new Screen(terminal.Out, terminal.OutIsTerminal).Show(
                ["NUMBER", "TIME", "WHAT", "BY", "STATE", "FINDINGS"],
                entries.Select(entry => (IReadOnlyList<string>)
                [
                    $"{entry.Sequence}", Words.Of(entry.At), entry.Act, entry.By ?? "-", Words.Of(entry.State),
                    entry.Findings.Count == 0 ? "-" : string.Join(' ', entry.Findings.Select(finding => finding.Id).Distinct()),
                ]));
        return ExitCode.Pass;
    }
}
