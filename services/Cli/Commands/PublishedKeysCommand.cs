using System.CommandLine;
using System.Globalization;
using System.Net;
using Attestry.Cli.Output;
using Attestry.Cli.Servers;
using Attestry.Sigstore.Keys;

namespace Attestry.Cli.Commands;

/// <summary><c>attestry keys published</c>: what verifies a server's decisions.</summary>
internal static class PublishedKeysCommand
{
    private const string Path = ".well-known/attestry/keys.json";

    internal static DocumentedCommand Create(Terminal terminal)
    {
        var server = new ServerOptions();
        var insecure = new Option<string[]>("--insecure") { HelpName = "HOST", Description = "Speak plain HTTP to this host[:port] (repeatable)." };
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json, OutputFormat.Pem);
        var command = new DocumentedCommand("published", "The public keys that sign or signed a server's decisions. No API key is needed.")
        {
            Examples = ["attestry keys published --server https://attestry.example.com", "attestry keys published --server http://127.0.0.1:5080 --format pem > keys.pem"],
            Exits = ("Every key is the one that its id names.", "One is not: do not trust this answer."),
        };
        foreach (var option in new Option[] { server.Server, insecure, format })
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(
            terminal, ServerClient.Open(server.ReadServer(parsed, terminal), null, parsed.GetValue(insecure) ?? []), parsed.GetValue(format)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, ServerClient client, string format, CancellationToken cancellation)
    {
        using var server = client;
        var (status, body) = await server.GetAsync(Path, cancellation);
        if (status != HttpStatusCode.OK)
            throw server.Strange();
        var keys = AnswerJson.Read<ServerKeys>(body, server).Keys;
        if (keys.FirstOrDefault(key => !IsNamedRightly(key)) is { } wrong)
        {
            terminal.Error.WriteLine($"attestry: The key that is published as {Primitives.Bounded.Quote(wrong?.Kid)} is another one. Do not trust this answer; ask the server's operator.");
            return ExitCode.Fail;
        }
        Show(terminal, format, keys);
        return ExitCode.Pass;
    }

    private static void Show(Terminal terminal, string format, IReadOnlyList<ServerKey> keys)
    {
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, new ServerKeys(keys));
        else if (format == OutputFormat.Pem)
            terminal.Out.Write(string.Concat(keys.Select(key => VerificationKey.FromPem(key.Pem).ToPem() + "\n")));
        else
            new Screen(terminal.Out, terminal.OutIsTerminal).Show(
                ["KEY ID", "ALGORITHM", "ADDED", "RETIRED"],
                keys.Select(key => (IReadOnlyList<string>)[key.Kid, key.Algorithm, Time(key.AddedAt), key.RetiredAt is { } at ? Time(at) : "-"]));
    }

    private static bool IsNamedRightly(ServerKey? key)
    {
        try
        {
            return key is not null && VerificationKey.FromPem(key.Pem).KeyId == key.Kid;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
