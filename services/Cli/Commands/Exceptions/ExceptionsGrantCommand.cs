using System.CommandLine;
using System.Globalization;
using System.Net;
using Attestry.Cli.Output;
using Attestry.Cli.Servers;
using Attestry.Primitives;

namespace Attestry.Cli.Commands.Exceptions;

/// <summary><c>attestry exceptions grant</c>. What may be granted is the server's to say.</summary>
internal static class ExceptionsGrantCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var server = new ServerOptions();
        var repository = new Option<string?>("--repository") { HelpName = "PATTERN", Description = "Repositories that it covers: ghcr.io/acme/**." };
        var digest = new Option<string?>("--digest") { HelpName = "DIGEST", Description = "The one image that it covers, or the index with all of its images." };
        var package = new Option<string?>("--package") { HelpName = "PURL", Description = "Package URL, with wildcards and without version if need be, or a package's name." };
        var finding = new Option<string?>("--finding") { HelpName = "ID", Description = "Id of the finding that it covers: policy.package-denied." };
        var reason = new Option<string>("--reason") { HelpName = "TEXT", Description = "Why; decisions that it changes show it.", Required = true };
        var expires = new Option<string?>("--expires") { HelpName = "TIME", Description = "When it stops counting: 2026-12-31T00:00:00Z. At most a year ahead." };
        var life = new Option<string?>("--for") { HelpName = "DURATION", Description = "Instead of --expires, for how long from now: 30d, 12h." };
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand("grant", "Grants an exception. Every part of its scope that is given must match; at least one is.")
        {
            Examples =
            [
                "attestry exceptions grant --repository 'ghcr.io/acme/**' --package pkg:maven/org.apache.logging.log4j/log4j-core --reason 'Not reachable; upgrade in sprint 31.' --for 30d",
                "attestry exceptions grant --digest sha256:4f53… --finding policy.runs-as-root --reason 'Replaced by May.' --expires 2026-05-01T00:00:00Z --format json",
            ],
            Exits = ("It is granted.", "Never: what the server does not grant is an error that says why."),
        };
        foreach (var option in new Option[] { repository, digest, package, finding, reason, expires, life, server.Server, server.ApiKeyFile, server.Insecure, format })
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) =>
        {
            var request = new
            {
                repository = parsed.GetValue(repository),
                digest = parsed.GetValue(digest),
                package = parsed.GetValue(package),
                finding = parsed.GetValue(finding),
                reason = parsed.GetValue(reason),
                expiresAt = Expiry(parsed.GetValue(expires), parsed.GetValue(life), terminal.Time.GetUtcNow()),
            };
            var client = server.Open(parsed, terminal);
            return RunAsync(terminal, client, request, parsed.GetValue(format)!, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, ServerClient client, object request, string format, CancellationToken cancellation)
    {
        using var server = client;
        var (status, body) = await server.PostAsync("v1/exceptions", request, cancellation);
        if (status == HttpStatusCode.BadRequest)
            throw new CommandException($"The server does not grant it: {AnswerJson.Read<ServerProblem>(body, server).Detail}", "See 'attestry exceptions grant --help'.");
        if (status != HttpStatusCode.Created)
            throw server.Strange();
        var granted = AnswerJson.Read<ServerException>(body, server);
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, granted);
        else
            ExceptionTable.Show(new Screen(terminal.Out, terminal.OutIsTerminal), [granted]);
        return ExitCode.Pass;
    }

    private static DateTimeOffset Expiry(string? expires, string? life, DateTimeOffset now) => (expires, life) switch
    {
        ({ } text, null) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : throw new CommandException($"--expires {Bounded.Quote(text)} is no time.", "Write for example 2026-12-31T00:00:00Z."),
        (null, { } text) => now + Duration(text),
        _ => throw new CommandException("When does it expire?", "Add either --expires TIME or --for DURATION."),
    };

    private static TimeSpan Duration(string text)
    {
        // At most four digits: a year has 8,784 hours.
        if (text.Length is >= 2 and <= 5 && text[..^1].All(char.IsAsciiDigit) && int.Parse(text[..^1], CultureInfo.InvariantCulture) is > 0 and var number)
        {
            if (text[^1] == 'd')
                return TimeSpan.FromDays(number);
            if (text[^1] == 'h')
                return TimeSpan.FromHours(number);
        }
        throw new CommandException($"--for {Bounded.Quote(text)} is no duration.", "Write days or hours: 30d, 12h.");
    }
}
