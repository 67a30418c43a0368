using System.CommandLine;
using System.Net;
using Attestry.Cli.Servers;
using Attestry.Primitives;

namespace Attestry.Cli.Commands.Hosts;

/// <summary><c>attestry host approve</c>, <c>recover</c>, <c>revoke</c>, <c>accept-boot</c>: what an administrator does with a host.</summary>
internal static class HostActCommand
{
    internal static DocumentedCommand Create(Terminal terminal, string act, string description)
    {
        var (server, host) = (new HostServer(), new Argument<string>("HOST") { Description = "Id of the host." });
        var command = new DocumentedCommand(act, $"{description} Needs a key with the role admin; the act is a signed record of the host's history.")
        {
            Examples = [$"attestry host {act} node-1 --server https://attestry.example.com --api-key-file admin.txt"],
            Exits = ("Done.", "The host's state does not allow it."),
        };
        command.Arguments.Add(host);
        server.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(terminal, server.Open(parsed, terminal), parsed.GetValue(host)!, act, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, ServerClient client, string id, string act, CancellationToken cancellation)
    {
        using var server = client;
        var (status, body) = await server.PostAsync($"v1/hosts/{Uri.EscapeDataString(id)}/{act}", cancellation);
        if (status == HttpStatusCode.NotFound)
            throw new CommandException($"There is no host {Bounded.Quote(id)}.", "See attestry host list.");
        if (status == HttpStatusCode.Conflict)
        {
            terminal.Error.WriteLine($"attestry: The state of {Bounded.Quote(id)} does not allow it. See attestry host show {Bounded.Quote(id)}.");
            return ExitCode.Fail;
        }
        terminal.Out.WriteLine($"{Bounded.Printable(id)} is {Words.Of(AnswerJson.Read<ServerHost>(body, server).State)}.");
        return ExitCode.Pass;
    }
}
