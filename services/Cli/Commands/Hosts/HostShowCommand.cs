using System.CommandLine;
using System.Net;
using Attestry.Cli.Output;
using Attestry.Cli.Servers;
using Attestry.Primitives;

namespace Attestry.Cli.Commands.Hosts;

/// <summary><c>attestry host show</c>.</summary>
internal static class HostShowCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var (server, host, format) = (new HostServer(), new Argument<string>("HOST") { Description = "Id of the host." }, OutputFormat.Option(OutputFormat.Table, OutputFormat.Json));
        var command = new DocumentedCommand("show", "Shows a host: its state, and why.")
        {
            Examples = ["attestry host show node-1 --server https://attestry.example.com", "attestry host show node-1 --format json"],
            Exits = ("The host is trusted.", "It is not."),
        };
        command.Arguments.Add(host);
        command.Options.Add(format);
        server.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(terminal, server.Open(parsed, terminal), parsed.GetValue(host)!, parsed.GetValue(format)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, ServerClient client, string id, string format, CancellationToken cancellation)
    {
        using var server = client;
        var (status, body) = await server.GetAsync($"v1/hosts/{Uri.EscapeDataString(id)}", cancellation);
        if (status == HttpStatusCode.NotFound)
            throw new CommandException($"There is no host {Bounded.Quote(id)}.", "See attestry host list.");
        var host = AnswerJson.Read<ServerHost>(body, server);
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, host);
        else
            Show(new Screen(terminal.Out, terminal.OutIsTerminal), host);
        return host.State == HostState.Trusted ? ExitCode.Pass : ExitCode.Fail;
    }

    private static void Show(Screen screen, ServerHost host)
    {
        screen.Show(["HOST", "STATE", "SINCE", "LAST ATTEMPT", "ATTESTED", "ENTRIES", "FILES", "ACCEPTED BY"],
        [
            [
                host.Id, Words.Of(host.State), Words.Of(host.Since), Words.Of(host.LastAttemptAt), Words.Of(host.AttestedAt), host.Entries is { } entries ? $"{entries}" : "-",
                $"{host.Files}", host.AcceptedBy ?? "-",
            ],
        ]);
        if (host.Tee is { } tee)
        {
            screen.Say("");
            screen.Show(["MACHINE", "TCB", "STATUS", "MEASUREMENT"], [[tee.Kind, tee.Tcb, tee.TcbStatus ?? "-", tee.Measurement]]);
        }
        if (host.Images.Count > 0)
        {
            screen.Say("");
            screen.Show(["CONTAINER", "IMAGE", "PULLED AS"], host.Images.Select(image => (IReadOnlyList<string>)[Short(image.ContainerId), image.Image, image.Reference ?? "-"]));
        }
        if (host.Findings.Count > 0)
        {
            screen.Say("");
            screen.Show(
                ["SEVERITY", "FINDING", "ABOUT", "WHAT"],
                host.Findings.Select(finding => (IReadOnlyList<string>)[finding.Severity.ToString().ToLowerInvariant(), finding.Id, finding.Location ?? "-", finding.Message]));
        }
    }

    // As engines show it.
    private static string Short(string container) => container.Length > 12 ? container[..12] : container;
}
