using System.CommandLine;
using System.Globalization;
using Attestry.Advisories;
using Attestry.Advisories.Sources;
using Attestry.Cli.Output;
using Attestry.Cli.Vulnerabilities;
using Attestry.Primitives;

namespace Attestry.Cli.Commands.Advisories;

/// <summary><c>attestry db update</c>: brings the database of advisories up to date.</summary>
internal static class DbUpdateCommand
{
    // Of each request's headers.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    internal static DocumentedCommand Create(Terminal terminal)
    {
        var sources = new Option<string[]>("--source")
        {
            HelpName = "KIND=LOCATION",
            Description = $"A file, folder or URL to take advisories from, in place of the usual ones (repeatable). Kinds: {string.Join("; ", SourceKinds.All.Select(kind => $"{kind.Name}: {kind.Description}"))}.",
        };
        var database = DatabasePath.Option();
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No progress on standard error." };
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand(
            "update",
            $"Brings the database of advisories up to date; who reads it meanwhile sees it as it was. Without --source: {string.Join(" ", DefaultSources.All.Select(source => source.Name))}")
        {
            Examples =
            [
                "attestry db update",
                "attestry db update --source osv=go.zip --source kev=known_exploited_vulnerabilities.json --db advisories.db",
                "attestry db update --source oval=https://security.access.redhat.com/data/oval/v2/RHEL9/rhel-9-including-unpatched.oval.xml.bz2",
                "attestry db update --source alpine=https://secdb.alpinelinux.org/v3.22/main.json",
            ],
            Exits = ("Every source was read.", "A source could not be had or read whole; the others were taken in, and of this one is kept what was known."),
        };
        foreach (var option in new Option[] { sources, database, quiet, format })
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(
            terminal, DatabasePath.Of(parsed.GetValue(database), terminal), Sources(parsed.GetValue(sources) ?? []), !parsed.GetValue(quiet) && terminal.ErrorIsTerminal, parsed.GetValue(format)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string path, IReadOnlyList<AdvisorySource> sources, bool progress, string format, CancellationToken cancellation)
    {
        var file = AdvisoryFile.Open(path);
        using var client = new HttpClient { Timeout = Patience };
        var updater = new AdvisoryUpdater(file, client, terminal.Time);
        var done = new List<UpdatedSource>();
        foreach (var source in sources)
        {
            if (progress)
                await terminal.Error.WriteLineAsync($"{done.Count + 1} of {sources.Count}: {Bounded.Printable(source.Location)}");
            var start = terminal.Time.GetTimestamp();
            done.Add(UpdatedSource.Of(await updater.RefreshAsync(source, cancellation), terminal.Time.GetElapsedTime(start)));
        }
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, done);
        else
            Show(new Screen(terminal.Out, terminal.OutIsTerminal), done);
        return done.All(source => source.Problem is null && source.Findings.Count == 0) ? ExitCode.Pass : ExitCode.Fail;
    }

    private static void Show(Screen screen, List<UpdatedSource> done)
    {
        screen.Show(
            ["SOURCE", "OUTCOME", "ENTRIES", "PACKAGES CHANGED", "SECONDS"],
            done.Select(source => (IReadOnlyList<string>)
            [
                source.Source,
                source.Outcome,
                source.Entries.ToString(CultureInfo.InvariantCulture),
                source.Changed.ToString(CultureInfo.InvariantCulture),
                source.Seconds.ToString("0.0", CultureInfo.InvariantCulture),
            ]));
        foreach (var source in done.Where(source => source.Problem is not null))
            screen.Say($"{Bounded.Printable(source.Source)}: {Bounded.Printable(source.Problem!)}");
        ScanTable.Show(screen, "What could not be read", [.. done.SelectMany(source => source.Findings)]);
    }

    private static IReadOnlyList<AdvisorySource> Sources(string[] typed) => typed.Length == 0 ? DefaultSources.All : [.. typed.Select(Source).DistinctBy(source => source.Name)];

    private static AdvisorySource Source(string typed)
    {
        var equals = typed.IndexOf('=', StringComparison.Ordinal);
        var kind = equals > 0 ? typed[..equals] : "";
        if (SourceKinds.Find(kind) is null || equals == typed.Length - 1)
            throw new CommandException($"'{Bounded.Quote(typed)}' is no source.", $"Write KIND=LOCATION, where KIND is {string.Join(", ", SourceKinds.All.Select(known => known.Name))}.");
        return DefaultSources.Of(kind, typed[(equals + 1)..]);
    }
}
