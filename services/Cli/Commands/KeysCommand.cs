namespace Attestry.Cli.Commands;

/// <summary><c>attestry keys</c>: keys that sign decisions, and keys that open the server.</summary>
internal static class KeysCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var command = new DocumentedCommand("keys", "Makes keys, and shows those that a server signs with.")
        {
            Examples = ["attestry keys published --server https://attestry.example.com", "attestry keys new-signing -o key.pem", "attestry keys new-api --name ci --role runtime"],
            Exits = ("Done.", "A published key is not the one that its id names."),
        };
        command.Subcommands.Add(PublishedKeysCommand.Create(terminal));
        command.Subcommands.Add(NewSigningKeyCommand.Create(terminal));
        command.Subcommands.Add(NewApiKeyCommand.Create(terminal));
        return command;
    }
}
