using System.CommandLine;
using Attestry.Cli.Output;
using Attestry.Primitives;

namespace Attestry.Cli.Commands;

/// <summary><c>attestry keys new-api</c>: a key that opens the server.</summary>
internal static class NewApiKeyCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var name = new Option<string>("--name") { HelpName = "NAME", Description = "What the server calls it in its log.", Required = true };
        var role = new Option<string[]>("--role") { HelpName = "ROLE", Description = $"What it may do: {string.Join(", ", ApiRoles.All)} (repeatable).", Required = true };
        role.AcceptOnlyFromAmong([.. ApiRoles.All]);
        name.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
                result.AddError("--name must not be empty.");
        });
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand("new-api", "Makes an API key, shows it once, and the settings that make a server know it. Nothing is stored.")
        {
            Examples = ["attestry keys new-api --name ci --role runtime", "attestry keys new-api --name audit --role auditor --format json"],
            Exits = ("The key was made.", "(not used)"),
        };
        foreach (var option in new Option[] { name, role, format })
            command.Options.Add(option);
        command.SetAction(parsed => Run(terminal, parsed.GetValue(name)!, [.. parsed.GetValue(role)!.Distinct()], parsed.GetValue(format)!));
        return command;
    }

    private static int Run(Terminal terminal, string name, string[] roles, string format)
    {
        var (id, key) = ApiKeyText.Generate();
        var made = new NewApiKey(key, Settings(id, name, roles, ApiKeyText.HashOf(key)));
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(terminal.Out, made);
            return ExitCode.Pass;
        }
        var screen = new Screen(terminal.Out, terminal.OutIsTerminal);
        screen.Say(made.Key);
        screen.Say("");
        screen.Say("This is shown once. The server needs these settings, with 0 replaced by the next free number:");
        screen.Show(["SETTING", "VALUE"], made.Settings.Select(setting => (IReadOnlyList<string>)[setting.Key, setting.Value]));
        return ExitCode.Pass;
    }

    private static Dictionary<string, string> Settings(string id, string name, string[] roles, string hash)
    {
        const string Prefix = "Security__ApiKeys__0__";
        var settings = new Dictionary<string, string> { [$"{Prefix}Id"] = id, [$"{Prefix}Name"] = name, [$"{Prefix}Hash"] = hash };
        for (var i = 0; i < roles.Length; i++)
            settings[$"{Prefix}Roles__{i}"] = roles[i];
        return settings;
    }
}
