namespace Attestry.Cli.Commands.Hosts;

/// <summary><c>attestry host</c>: measured hosts.</summary>
internal static class HostCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var command = new DocumentedCommand("host", "Shows measured hosts, decides about them, derives what they may run, and verifies their history.")
        {
            Examples =
            [
                "attestry host list --unattested --server https://attestry.example.com", "attestry host show node-1", "attestry host approve node-1",
                "attestry host allow-list --attested -o attested.json",
                "attestry host history node-1 > node-1.jsonl", "attestry host verify-history node-1.jsonl --host node-1 --key host-keys.pem",
            ],
            Exits = ("Done, or all is well.", "A host is not trusted, or a history is broken."),
        };
        command.Subcommands.Add(HostListCommand.Create(terminal));
        command.Subcommands.Add(HostShowCommand.Create(terminal));
        command.Subcommands.Add(HostBootCommand.Create(terminal));
        command.Subcommands.Add(HostTimelineCommand.Create(terminal));
        foreach (var (act, description) in new[]
        {
            ("approve", "Accepts the endorsement key of a host that waits for it."),
            ("recover", "Lets a host that failed, was silent or was revoked attest from the begin."),
            ("revoke", "Takes a host out until it is recovered."),
            ("accept-boot", "Makes what a host booted now the reference that its later boots are held against."),
        })
            command.Subcommands.Add(HostActCommand.Create(terminal, act, description));
        command.Subcommands.Add(HostAllowListCommand.Create(terminal));
        command.Subcommands.Add(HostKeysCommand.Create(terminal));
        command.Subcommands.Add(HostHistoryCommand.Create(terminal));
        command.Subcommands.Add(VerifyHistoryCommand.Create(terminal));
        return command;
    }
}
