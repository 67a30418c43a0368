namespace Attestry.Cli.Commands.Exceptions;

/// <summary><c>attestry exceptions</c>: for a while a finding does not count.</summary>
internal static class ExceptionsCommand
{
    private static readonly IReadOnlyList<Func<Terminal, DocumentedCommand>> Subcommands =
        [ExceptionsListCommand.Create, ExceptionsGrantCommand.Create, ExceptionsWithdrawCommand.Create];

    internal static DocumentedCommand Create(Terminal terminal)
    {
        var command = new DocumentedCommand("exceptions", "Lists, grants and withdraws a server's exceptions: for a while a finding does not count.")
        {
            Examples =
            [
                "attestry exceptions list --server https://attestry.example.com --api-key-file auditor.txt",
                "attestry exceptions grant --repository 'ghcr.io/acme/**' --finding policy.package-denied --reason 'Not reachable.' --for 30d",
                "attestry exceptions withdraw 0199b1c2…",
            ],
            Exits = ("Done.", "The answer is no: see each command's --help."),
        };
        foreach (var create in Subcommands)
            command.Subcommands.Add(create(terminal));
        return command;
    }
}
