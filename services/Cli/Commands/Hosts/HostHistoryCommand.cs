using System.CommandLine;
using System.Text.Json;
using Attestry.Cli.Servers;
using Attestry.Primitives.Signing;

namespace Attestry.Cli.Commands.Hosts;

/// <summary><c>attestry host history</c>: downloads what <c>verify-history</c> verifies.</summary>
internal static class HostHistoryCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var (server, host) = (new HostServer(), new Argument<string>("HOST") { Description = "Id of the host." });
        var command = new DocumentedCommand("history", "Writes a host's signed records, a DSSE envelope a line, oldest first.")
        {
            Examples = ["attestry host history node-1 --server https://attestry.example.com > node-1.jsonl"],
            Exits = ("Written.", "There is none."),
        };
        command.Arguments.Add(host);
        server.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(terminal, server.Open(parsed, terminal), parsed.GetValue(host)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, ServerClient client, string id, CancellationToken cancellation)
    {
        using var server = client;
        var any = false;
        await foreach (var envelope in ServerList.ReadAsync<DsseEnvelope>(server, $"v1/hosts/{Uri.EscapeDataString(id)}/history", cancellation))
        {
            terminal.Out.WriteLine(JsonSerializer.Serialize(envelope));
            any = true;
        }
        return any ? ExitCode.Pass : ExitCode.Fail;
    }
}
