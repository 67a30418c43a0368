using System.CommandLine;
using Attestry.Cli.Files;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Http;
using Attestry.Sigstore.Trust;
using Attestry.Sigstore.Tuf;

namespace Attestry.Cli.Commands.Sigstore;

/// <summary><c>attestry sigstore trusted-root</c>: the newest trusted root of an instance, by The Update Framework.</summary>
internal static class TrustedRootCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var staging = new Option<bool>("--staging") { Description = "Of the public staging instance." };
        var url = new Option<string?>("--tuf-url") { HelpName = "URL", Description = "The TUF repository of a private deployment; needs --tuf-root." };
        var root = new Option<string?>("--tuf-root") { HelpName = "FILE", Description = "The root.json to begin with, which you got in a way that you trust." };
        var cache = new Option<string?>("--cache") { HelpName = "FOLDER", Description = "Where the repository's state is kept (without it ~/.cache/attestry/tuf/HOST)." };
        var offline = new Option<bool>("--offline") { Description = "Use only what is kept, as long as it has not expired." };
        var target = new Option<string>("--target") { HelpName = "NAME", Description = "Another file of the repository, such as signing_config.v0.2.json.", DefaultValueFactory = _ => "trusted_root.json" };
        var output = new Option<string?>("--output", "-o") { HelpName = "FILE", Description = "Where to write it; standard output without it." };
        var command = new DocumentedCommand("trusted-root", "Fetches the trusted root, following signed roots from the one that is shipped or given.")
        {
            Examples =
            [
                "attestry sigstore trusted-root -o trusted_root.json",
                "attestry sigstore trusted-root --tuf-url https://tuf.example.com --tuf-root root.json -o trusted_root.json",
            ],
            Exits = ("The file was written.", "The repository cannot be believed; the reason is printed."),
        };
        foreach (var option in new Option[] { staging, url, root, cache, offline, target, output })
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) =>
        {
            var (repository, pinned) = Repository(parsed.GetValue(staging), parsed.GetValue(url) is { } address ? Url(address) : null, parsed.GetValue(root));
            var folder = parsed.GetValue(cache) ?? CacheFolder(terminal, repository);
            return RunAsync(terminal, parsed.GetValue(offline) ? null : repository, pinned, folder, parsed.GetValue(target)!, parsed.GetValue(output), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, Uri? repository, ReadOnlyMemory<byte> pinned, string folder, string target, string? output, CancellationToken cancellation)
    {
        using var http = SigstoreHttp.Create();
        var client = new TufClient(pinned, repository is null ? null : new HttpTufRepository(http, repository), new FileTufStore(folder), terminal.Time);
        var (content, finding) = await client.GetAsync(target, cancellation);
        if (content is null)
        {
            terminal.Error.WriteLine($"attestry: {finding!.Message} ({finding.Id})");
            return ExitCode.Fail;
        }
        if (output is null)
            terminal.Out.Write(System.Text.Encoding.UTF8.GetString(content));
        else
            SmallFile.Write(output, content);
        return ExitCode.Pass;
    }

    private static (Uri Url, ReadOnlyMemory<byte> Root) Repository(bool staging, Uri? url, string? root) => (staging, url, root) switch
    {
        (false, { } own, { } file) => (own, SmallFile.Read(file, TufLimits.RootBytes)),
        (_, null, null) when (staging ? PublicInstance.Staging : PublicInstance.PublicGood) is var instance => (instance.RepositoryUrl, instance.TufRoot),
        _ => throw new CommandException("A private deployment needs both its address and its root.", "Give --tuf-url with --tuf-root, and no --staging."),
    };

    private static Uri Url(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url
        : throw new CommandException($"--tuf-url {text} is no address.", "Write for example https://tuf.example.com.");

    private static string CacheFolder(Terminal terminal, Uri repository)
    {
        var caches = terminal.Environment("XDG_CACHE_HOME") is { Length: > 0 } set ? set : terminal.Environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".cache") : null;
        return caches is null
            ? throw new CommandException("There is no home folder to keep the repository's state in.", "Give a folder with --cache.")
            : Path.Combine(caches, "attestry", "tuf", repository.Authority.Replace(':', '_'));
    }
}
