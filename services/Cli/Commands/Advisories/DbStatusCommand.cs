using System.Globalization;
using Attestry.Advisories;
using Attestry.Cli.Output;
using Attestry.Cli.Vulnerabilities;
using Attestry.Evidence.Vulnerabilities;

namespace Attestry.Cli.Commands.Advisories;

/// <summary><c>attestry db status</c>: what the database of advisories holds, and how old it is.</summary>
internal static class DbStatusCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var database = DatabasePath.Option();
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand("status", "What the database of advisories holds, and how old it is.")
        {
            Examples = ["attestry db status", "attestry db status --db advisories.db --format json"],
            Exits = ("There are advisories, and they are fresh.", $"There are none, or nobody looked for newer ones in {AdvisoryFreshness.DefaultMaxAge.TotalDays:0} days."),
        };
        command.Options.Add(database);
        command.Options.Add(format);
        command.SetAction(parsed => Run(terminal, DatabasePath.Of(parsed.GetValue(database), terminal), parsed.GetValue(format)!));
        return command;
    }

    private static int Run(Terminal terminal, string path, string format)
    {
        if (!File.Exists(path))
            throw new CommandException($"There is no database of advisories at {path}.", "Run 'attestry db update' first.");
        var status = Read(path, terminal.Time.GetUtcNow());
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, status);
        else
            Show(new Screen(terminal.Out, terminal.OutIsTerminal), status);
        return status is { Stale: false, Advisories: > 0 } ? ExitCode.Pass : ExitCode.Fail;
    }

    private static DatabaseStatus Read(string path, DateTimeOffset now)
    {
        using var snapshot = AdvisoryFile.Open(path).Read();
        return new(
            path, snapshot.Count, (now - snapshot.Refreshed)?.TotalSeconds, AdvisoryFreshness.Of(snapshot.Refreshed, now, AdvisoryFreshness.DefaultMaxAge).IsStale,
            snapshot.Refreshed, snapshot.Modified, snapshot.Sources);
    }

    private static void Show(Screen screen, DatabaseStatus status)
    {
        var age = status.AgeSeconds is { } seconds ? $"looked for {TimeSpan.FromSeconds(seconds).TotalHours.ToString("0.0", CultureInfo.InvariantCulture)} hours ago" : "never looked for";
        screen.Say($"{status.Database}: {status.Advisories} advisories, newer ones {age}{(status.Stale ? ": stale" : "")}.");
        screen.Say("");
        screen.Show(
            ["SOURCE", "KIND", "ENTRIES", "REFRESHED", "NEWEST"],
            status.Sources.Select(source => (IReadOnlyList<string>)
                [source.Name, source.Kind, source.Advisories.ToString(CultureInfo.InvariantCulture), Time(source.Refreshed), source.Modified is { Year: > 1 } modified ? Time(modified) : "-"]));
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
