using Attestry.HostAgent.Settings;
using Attestry.Tpm.Protocol;

namespace Attestry.HostAgent.Commands;

/// <summary><c>attestry-agent once</c>: one round, and what came of it.</summary>
internal static class OnceCommand
{
    internal static ExampleCommand Create(Terminal terminal)
    {
        var settings = new SettingOptions();
        var format = OutputFormat.Option();
        var command = new ExampleCommand("once", "Enrols if needed, attests once and waits for what the server comes to.")
        {
            Examples =
            [
                "attestry-agent once --server https://attestry.example.com --api-key-file /etc/attestry/agent.key",
                "attestry-agent once --server https://attestry.example.com --format json | jq -r '.findings[].id'",
            ],
            Exits = ("The evidence was found sound.", "It was refused, or could not be sent."),
        };
        settings.AddTo(command);
        command.Options.Add(format);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var agent = await Agent.OpenAsync(settings.Read(parsed, terminal), terminal.Log(), terminal.Time, cancellation);
            var status = await agent.VerifiedAsync((await agent.AttestAsync(cancellation)).Status, cancellation);
            if (parsed.GetValue(format) == OutputFormat.Json)
                OutputFormat.WriteJson(terminal.Out, status);
            else
                Show(terminal.Out, agent.HostId, status);
            return status.Progress == EvidenceProgress.Passed ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static void Show(TextWriter writer, string host, EvidenceStatus status)
    {
        writer.WriteLine($"{Agent.Name(status.Progress)}  {host} is {Agent.Name(status.State)}");
        if (status.Findings.Count > 0)
            OutputFormat.WriteTable(writer, [["SEVERITY", "FINDING", "WHERE", "MESSAGE"], .. status.Findings.Select(finding => new[] { finding.Severity, finding.Id, finding.Location ?? "", finding.Message })]);
    }
}
