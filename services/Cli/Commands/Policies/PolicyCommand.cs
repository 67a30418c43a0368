namespace Attestry.Cli.Commands.Policies;

/// <summary><c>attestry policy</c>: writes, checks and tests policies in Rego.</summary>
internal static class PolicyCommand
{
    private static readonly IReadOnlyList<Func<Terminal, DocumentedCommand>> Subcommands =
    [
        PolicyEvalCommand.Create,
        PolicyCheckCommand.Create,
        PolicyTestCommand.Create,
        PolicyInspectCommand.Create,
        PolicyBuildCommand.Create,
        PolicyBenchCommand.Create,
    ];

    internal static DocumentedCommand Create(Terminal terminal)
    {
        var command = new DocumentedCommand("policy", "Evaluates, checks and tests policies in Rego, as OPA does.")
        {
            Examples =
            [
                "attestry policy eval -d policies -i input.json data.app.allow",
                "attestry policy check --strict policies",
                "attestry policy test policies -v",
                "attestry policy inspect bundle.tar.gz",
            ],
            Exits = ("Done.", "The answer is no: see each command's --help."),
        };
        foreach (var create in Subcommands)
            command.Subcommands.Add(create(terminal));
        return command;
    }
}
