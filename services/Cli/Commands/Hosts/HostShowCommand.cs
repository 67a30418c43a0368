using Attestry.Cli.Output;
using Attestry.Cli.Servers;
using Attestry.Primitives;

namespace Attestry.Cli.Commands.Hosts;

/// <summary><c>attestry host show</c>.</summary>
internal static class HostShowCommand
{
    internal static DocumentedCommand Create(Terminal terminal) => new HostAnswerCommand<ServerHost>(
        "show", "Shows a host: its state, and why.", "", id => $"There is no host {id}.", "See attestry host list.",
        ("The host is trusted.", "It is not."), Show, host => host.State == HostState.Trusted).Create(terminal);

    private static void Show(Screen screen, ServerHost host)
    {
        screen.Show(["HOST", "STATE", "SINCE", "LAST ATTEMPT", "ATTESTED", "ENTRIES", "FILES", "ACCEPTED BY"],
        [
            [
                host.Id, Words.Of(host.State), Words.Of(host.Since), Words.Of(host.LastAttemptAt), Words.Of(host.AttestedAt), host.Entries is { } entries ? $"{entries}" : "-",
                $"{host.Files}", host.AcceptedBy ?? "-",
            ],
        ]);
        if (host.Tee is { } tee)
        {
            screen.Say("");
            screen.Show(["MACHINE", "TCB", "STATUS", "MEASUREMENT"], [[tee.Kind, tee.Tcb, tee.TcbStatus ?? "-", tee.Measurement]]);
        }
        if (host.Images.Count > 0)
        {
            screen.Say("");
            screen.Show(["CONTAINER", "IMAGE", "PULLED AS"], host.Images.Select(image => (IReadOnlyList<string>)[Short(image.ContainerId), image.Image, image.Reference ?? "-"]));
        }
        if (host.Findings.Count > 0)
        {
            screen.Say("");
            screen.Show(
                ["SEVERITY", "FINDING", "ABOUT", "WHAT"],
                host.Findings.Select(finding => (IReadOnlyList<string>)[finding.Severity.ToString().ToLowerInvariant(), finding.Id, finding.Location ?? "-", finding.Message]));
        }
    }

    // As engines show it.
    private static string Short(string container) => container.Length > 12 ? container[..12] : container;
}
