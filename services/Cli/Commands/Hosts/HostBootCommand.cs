using Attestry.Cli.Output;
using Attestry.Cli.Servers;
using Attestry.Primitives;
using Attestry.Tpm.Boot;

namespace Attestry.Cli.Commands.Hosts;

/// <summary><c>attestry host boot</c>: what a host booted, to be written into rules or accepted.</summary>
internal static class HostBootCommand
{
    internal static DocumentedCommand Create(Terminal terminal) => new HostAnswerCommand<ServerHostBoot>(
        "boot", "Shows what a host booted, as its quoted PCRs prove it, and in what that differs from the boot that was accepted.", "/boot",
        id => $"No boot of {id} was verified.", "See attestry host list, and whether hosts must send boot logs.",
        ("It is the boot that was accepted, or none was.", "It differs from it."), Show, boot => boot.Differences is not { Count: > 0 }).Create(terminal);

    private static void Show(Screen screen, ServerHostBoot boot)
    {
        screen.Show(["HOST", "BOOT", "AT", "SECURE BOOT", "ACCEPTED"],
        [
            [
                boot.Host, $"{boot.Boots}", Words.Of(boot.At), boot.Boot.SecureBoot switch { true => "on", false => "off", null => "unknown" },
                boot.Reference is null ? "none" : boot.Differences is { Count: > 0 } ? "differs" : "this one",
            ],
        ]);
        screen.Say("");
        screen.Show(["PART", "DIGEST OR TEXT", "NAME"], Rows(boot.Boot));
        foreach (var difference in boot.Differences ?? [])
            screen.Say(Bounded.Printable(difference));
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(BootState boot)
    {
        foreach (var (part, measured) in new[]
        {
            ("image", boot.Images), ("load", boot.Loads), ("section", boot.Sections), ("extension", boot.Extensions), ("mok", boot.MokLists), ("disk", boot.Disks),
        })
        foreach (var one in measured)
            yield return [part, one.Digest, one.Name];
        foreach (var (database, entries) in boot.Databases)
            yield return ["database", $"{entries.Count} entries", database];
        foreach (var authority in boot.Authorities)
            yield return ["authority", authority, ""];
        foreach (var line in boot.CommandLines)
            yield return ["command line", line, ""];
        foreach (var command in boot.GrubCommands)
            yield return ["grub", command, ""];
    }
}
