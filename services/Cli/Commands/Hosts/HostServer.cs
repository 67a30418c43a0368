using System.CommandLine;
using Attestry.Cli.Servers;

namespace Attestry.Cli.Commands.Hosts;

/// <summary>The options that name the server, for each of these commands.</summary>
internal sealed class HostServer
{
    private readonly ServerOptions _server = new();
    private readonly Option<string[]> _insecure = new("--insecure") { HelpName = "HOST", Description = "Speak plain HTTP to this host[:port] (repeatable)." };

    internal void AddTo(Command command)
    {
        foreach (var option in new Option[] { _server.Server, _server.ApiKeyFile, _insecure })
            command.Options.Add(option);
    }

    internal IReadOnlyList<string> Insecure(ParseResult parsed) => parsed.GetValue(_insecure) ?? [];

    internal ServerClient Open(ParseResult parsed, Terminal terminal) =>
        ServerClient.Open(_server.ReadServer(parsed, terminal), _server.ReadKey(parsed, terminal), Insecure(parsed));
}
