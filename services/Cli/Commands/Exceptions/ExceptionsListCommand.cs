using System.CommandLine;
using System.Net;
using Attestry.Cli.Output;
using Attestry.Cli.Servers;

namespace Attestry.Cli.Commands.Exceptions;

/// <summary><c>attestry exceptions list</c>: what does not count at the moment, on whose word and until when.</summary>
internal static class ExceptionsListCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var server = new ServerOptions();
        var all = new Option<bool>("--all") { Description = "Those that expired or were withdrawn too." };
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand("list", "Shows the exceptions that are in force, the newest first.")
        {
            Examples =
            [
                "attestry exceptions list --server https://attestry.example.com --api-key-file auditor.txt",
                "attestry exceptions list --all --format json",
            ],
            Exits = ("The list was read, however long it is.", "Never."),
        };
        foreach (var option in new Option[] { server.Server, server.ApiKeyFile, server.Insecure, all, format })
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(
            terminal,
            server.Open(parsed, terminal),
            parsed.GetValue(all),
            parsed.GetValue(format)!,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, ServerClient client, bool all, string format, CancellationToken cancellation)
    {
        using var server = client;
        var found = (await ReadAsync(server, cancellation)).Where(one => all || one.State == ServerException.InForce).ToList();
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, found);
        else
            ExceptionTable.Show(new Screen(terminal.Out, terminal.OutIsTerminal), found);
        return ExitCode.Pass;
    }

    private static async Task<IReadOnlyList<ServerException>> ReadAsync(ServerClient server, CancellationToken cancellation)
    {
        var found = new List<ServerException>();
        for (string? after = null; ;)
        {
            var (status, body) = await server.GetAsync($"v1/exceptions?limit=200{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}", cancellation);
            var page = status == HttpStatusCode.OK ? AnswerJson.Read<ServerExceptions>(body, server) : throw server.Strange();
            found.AddRange(page.Items);
            // A cursor that does not move would be asked for without end.
            if (page.Next is not { } next)
                return found;
            after = next != after ? next : throw server.Strange();
        }
    }
}
