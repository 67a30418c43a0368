namespace Attestry.Cli.Commands.Advisories;

/// <summary><c>attestry db</c>: the advisories that images are judged by.</summary>
internal static class DbCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var command = new DocumentedCommand("db", "Keeps the advisories that images are judged by.")
        {
            Examples = ["attestry db update", "attestry db status --format json"],
            Exits = ("Done.", "A source could not be had, or the advisories are stale."),
        };
        command.Subcommands.Add(DbUpdateCommand.Create(terminal));
        command.Subcommands.Add(DbStatusCommand.Create(terminal));
        return command;
    }
}
