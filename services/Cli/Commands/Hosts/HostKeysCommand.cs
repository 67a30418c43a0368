using Attestry.Cli.Servers;
using Attestry.Sigstore.Keys;

namespace Attestry.Cli.Commands.Hosts;

/// <summary><c>attestry host keys</c>: what verifies hosts' histories.</summary>
internal static class HostKeysCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var server = new HostServer();
        var command = new DocumentedCommand("keys", "The public keys that sign or signed hosts' histories, in PEM.")
        {
            Examples = ["attestry host keys --server https://attestry.example.com > host-keys.pem"],
            Exits = ("Every key is the one that its id names.", "One is not: do not trust this answer."),
        };
        server.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(terminal, server.Open(parsed, terminal), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, ServerClient client, CancellationToken cancellation)
    {
        using var server = client;
        await foreach (var published in ServerList.ReadAsync<ServerHostKey>(server, "v1/host-keys", cancellation))
        {
            var key = Read(published, server);
            if (key.KeyId != published.Id)
            {
                terminal.Error.WriteLine($"attestry: The key that is published as {Primitives.Bounded.Quote(published.Id)} is another one. Do not trust this answer; ask the server's operator.");
                return ExitCode.Fail;
            }
            terminal.Out.WriteLine(key.ToPem());
        }
        return ExitCode.Pass;
    }

    private static VerificationKey Read(ServerHostKey published, ServerClient server)
    {
        try
        {
            return VerificationKey.FromPem(published.PublicKey);
        }
        catch (FormatException e)
        {
            throw server.Strange(e);
        }
    }
}
