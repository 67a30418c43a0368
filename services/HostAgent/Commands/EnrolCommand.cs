using System.CommandLine;
using Attestry.HostAgent.Settings;
using Attestry.Primitives;

namespace Attestry.HostAgent.Commands;

/// <summary><c>attestry-agent enrol</c>: makes the host known.</summary>
internal static class EnrolCommand
{
    internal static ExampleCommand Create(Terminal terminal)
    {
        var settings = new SettingOptions();
        var again = new Option<bool>("--again") { Description = "Also when the host is enrolled already, as after a loss of the server's data." };
        var command = new ExampleCommand("enrol", "Makes the keys in the TPM if needed, and the host known to the server.")
        {
            Examples =
            [
                "attestry-agent enrol --server https://attestry.example.com --api-key-file /etc/attestry/agent.key",
                "attestry-agent enrol --server https://attestry.example.com --host-id rack4-node2 --ek ecc --ak ecc384 --again",
            ],
            Exits = ("It is enrolled; an administrator may still have to approve it.", "It is not."),
        };
        settings.AddTo(command);
        command.Options.Add(again);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var agent = await Agent.OpenAsync(settings.Read(parsed, terminal), terminal.Log(), terminal.Time, cancellation);
            var answer = await agent.EnrolAsync(parsed.GetValue(again), cancellation);
            terminal.Out.WriteLine(answer is null ? $"{agent.HostId} is enrolled already." : $"{agent.HostId} is {Agent.Name(answer.State)}.");
            if (answer?.State == HostState.Pending)
                terminal.Error.WriteLine($"An administrator has to approve it: attestry host approve {agent.HostId}");
            return ExitCode.Done;
        });
        return command;
    }
}
