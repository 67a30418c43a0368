using System.CommandLine;
using Attestry.Cli.Policies;

namespace Attestry.Cli.Commands.Policies;

/// <summary><c>attestry policy check</c>: parses and compiles policies, as <c>opa check</c> does.</summary>
internal static class PolicyCheckCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var strict = new Option<bool>("--strict", "-S") { Description = "Unused variables and imports, and what v1 forbids, are errors too." };
        var format = PolicyFormat.Option(PolicyFormat.Pretty, PolicyFormat.Json);
        var command = new DocumentedCommand("check", "Parses and compiles policies and says what is wrong with them, and where.")
        {
            Examples = ["attestry policy check policies", "attestry policy check --strict --format json policies/app.rego", "attestry policy check -b bundle.tar.gz"],
            Exits = ("Nothing is wrong.", "They do not compile, or cannot be loaded."),
        };
        var policies = new PolicyOptions(command, PolicyPaths.Arguments);
        command.Options.Add(strict);
        command.Options.Add(format);
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                PolicyLoader.Compile(await PolicyLoader.LoadAsync(policies.Read(parsed) with { WithoutData = true }, terminal, cancellation), parsed.GetValue(strict));
                return ExitCode.Pass;
            }
            catch (PolicyException e)
            {
                if (parsed.GetValue(format) == PolicyFormat.Json)
                    terminal.Out.WriteLine(GoJson.Indented(ProblemOutput.Json(e.Problems)));
                else
                    terminal.Error.WriteLine(ProblemOutput.Text(e.Problems));
                return ExitCode.Fail;
            }
        });
        return command;
    }
}
