using Attestry.HostAgent.Checks;
using Attestry.HostAgent.Settings;

namespace Attestry.HostAgent.Commands;

/// <summary><c>attestry-agent check</c>: what is there and what is missing.</summary>
internal static class CheckCommand
{
    internal static ExampleCommand Create(Terminal terminal)
    {
        var settings = new SettingOptions();
        var format = OutputFormat.Option();
        var command = new ExampleCommand("check", "Says what of the TPM, the tools, the logs, the permissions and the server is there. Changes nothing.")
        {
            Examples =
            [
                "attestry-agent check --server https://attestry.example.com",
                "attestry-agent check --format json | jq '.[] | select(.state != \"present\")'",
            ],
            Exits = ("All that is needed is there; absent is what a host can be attested without.", "Something that is needed is missing."),
        };
        settings.AddTo(command);
        command.Options.Add(format);
        command.SetAction(async (parsed, cancellation) =>
        {
            var results = await new HostCheck(settings.Read(parsed, terminal), terminal.Time).RunAsync(cancellation);
            if (parsed.GetValue(format) == OutputFormat.Json)
                OutputFormat.WriteJson(terminal.Out, results);
            else
                OutputFormat.WriteTable(terminal.Out, [["CHECK", "STATE", "DETAIL", "REMEDY"], .. results.Select(result => new[] { result.Subject, Agent.Name(result.State), result.Detail, result.Remedy })]);
            return results.Any(result => result.State == CheckState.Missing) ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }
}
