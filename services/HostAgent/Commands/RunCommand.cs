using Attestry.HostAgent.Settings;

namespace Attestry.HostAgent.Commands;

/// <summary><c>attestry-agent run</c>: the daemon.</summary>
internal static class RunCommand
{
    internal static ExampleCommand Create(Terminal terminal)
    {
        var settings = new SettingOptions();
        var command = new ExampleCommand("run", "Enrols if needed and attests whenever the server wants it, until it is ended.")
        {
            Examples =
            [
                "attestry-agent run --server https://attestry.example.com --api-key-file /etc/attestry/agent.key",
                "ATTESTRY_TCTI=swtpm:host=127.0.0.1,port=2321 attestry-agent run --server http://127.0.0.1:5080 --state ./state --ima-list ./ima.bin",
            ],
            Exits = ("It was ended by a signal.", "It could not begin: the TPM or its tools are missing, or another agent works with the state."),
        };
        settings.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var log = terminal.Log();
            var read = settings.Read(parsed, terminal);
            using var agent = await Agent.OpenAsync(read, log, terminal.Time, cancellation);
            log.Say($"Host {agent.HostId}, server {read.RequiredServer.Address}.");
            await new AgentLoop(agent, log, terminal.Time).RunAsync(cancellation);
            return ExitCode.Done;
        });
        return command;
    }
}
