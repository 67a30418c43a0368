using System.CommandLine;
using System.Net;
using Attestry.Cli.Output;
using Attestry.Cli.Servers;
using Attestry.Primitives;

namespace Attestry.Cli.Commands.Hosts;

/// <summary>Asks the server one thing about one host, shows it, and exits by it.</summary>
/// <typeparam name="T">What the server answers.</typeparam>
/// <param name="Path">Below the host's address: <c>/boot</c>.</param>
/// <param name="Missing">What is said, with the host's id, when the server knows of none.</param>
/// <param name="Remedy">What to do about that.</param>
internal sealed record HostAnswerCommand<T>(
    string Name, string Description, string Path, Func<string, string> Missing, string Remedy, (string Pass, string Fail) Exits, Action<Screen, T> Show, Func<T, bool> Passes)
    where T : class
{
    internal DocumentedCommand Create(Terminal terminal)
    {
        var (server, host, format) = (new HostServer(), new Argument<string>("HOST") { Description = "Id of the host." }, OutputFormat.Option(OutputFormat.Table, OutputFormat.Json));
        var command = new DocumentedCommand(Name, Description)
        {
            Examples = [$"attestry host {Name} node-1 --server https://attestry.example.com", $"attestry host {Name} node-1 --format json"],
            Exits = Exits,
        };
        command.Arguments.Add(host);
        command.Options.Add(format);
        server.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(terminal, server.Open(parsed, terminal), parsed.GetValue(host)!, parsed.GetValue(format)!, cancellation));
        return command;
    }

    private async Task<int> RunAsync(Terminal terminal, ServerClient client, string id, string format, CancellationToken cancellation)
    {
        using var server = client;
        var (status, body) = await server.GetAsync($"v1/hosts/{Uri.EscapeDataString(id)}{Path}", cancellation);
        if (status == HttpStatusCode.NotFound)
            throw new CommandException(Missing(Bounded.Quote(id)), Remedy);
        var answer = AnswerJson.Read<T>(body, server);
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, answer);
        else
            Show(new Screen(terminal.Out, terminal.OutIsTerminal), answer);
        return Passes(answer) ? ExitCode.Pass : ExitCode.Fail;
    }
}
