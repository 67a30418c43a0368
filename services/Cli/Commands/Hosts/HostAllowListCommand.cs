using System.CommandLine;
using System.Net;
using Attestry.Cli.Checks;
using Attestry.Cli.Files;
using Attestry.Cli.Servers;
using Attestry.Cli.Targets;
using Attestry.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Tpm.AllowLists;

namespace Attestry.Cli.Commands.Hosts;

/// <summary><c>attestry host allow-list</c>: what hosts may run, derived from images instead of kept by hand.</summary>
internal static class HostAllowListCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var server = new HostServer();
        var target = new TargetOptions(TargetOptions.ImagesAndDirectories);
        var targets = new Argument<string[]>("TARGET") { Description = $"Images to scan here: {TargetOptions.ImagesAndDirectories}", Arity = ArgumentArity.ZeroOrMore };
        var attested = new Option<bool>("--attested") { Description = "The executables of every image that the server says may run." };
        var repository = new Option<string?>("--repository") { HelpName = "NAME", Description = "With --attested: only of this registry/repository." };
        var host = new Option<string[]>("--from-host") { HelpName = "HOST", Description = "What this host measured since its boot, as a trusted example of others (repeatable)." };
        var exclude = new Option<string[]>("--exclude") { HelpName = "PATTERN", Description = "Paths that nobody looks at, a regular expression from their begin: '/tmp/.*' (repeatable)." };
        var output = new Option<string?>("--output", "-o") { HelpName = "FILE", Description = "File to write; standard output without it." };
        var command = new DocumentedCommand(
            "allow-list",
            "Writes what hosts may run as Keylime's IMA runtime policy (JSON, version 1): for Keylime, or for the collector's own AllowLists. It names programs and shared objects (ELF) by path and SHA-256.")
        {
            Examples =
            [
                "attestry host allow-list --attested --server https://attestry.example.com -o attested.json",
                "attestry host allow-list ghcr.io/acme/app:1.4 docker-archive:db.tar -o images.json",
                "attestry host allow-list dir:/ --exclude '/tmp/.*' -o this-host.json",
                "attestry host allow-list --from-host golden-1 --attested > policy.json",
            ],
            Exits = ("Written.", "Written, but a target could not be read as a whole, or there is no file in the list."),
        };
        command.Arguments.Add(targets);
        foreach (var option in new Option[] { attested, repository, host, exclude, output, target.Platform, target.CaFile, target.Quiet })
            command.Options.Add(option);
        server.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(targets) is not { Length: > 0 } && !result.GetValue(attested) && result.GetValue(host) is not { Length: > 0 })
                result.AddError("Name a TARGET, --attested or --from-host.");
            if (result.GetValue(repository) is not null && !result.GetValue(attested))
                result.AddError("--repository belongs to --attested.");
        });
        command.SetAction((parsed, cancellation) =>
        {
            List<string> paths = [.. (parsed.GetValue(host) ?? []).Select(one => $"v1/hosts/{Uri.EscapeDataString(one)}/allow-list")];
            if (parsed.GetValue(attested))
                paths.Add(parsed.GetValue(repository) is { } name ? $"v1/host-allow-list?repository={Uri.EscapeDataString(name)}" : "v1/host-allow-list");
            var requests = (parsed.GetValue(targets) ?? []).Select(one => new TargetRequest(
                one, parsed.GetValue(target.Platform), server.Insecure(parsed), parsed.GetValue(target.CaFile), Username: null, parsed.GetValue(target.Quiet)));
            return RunAsync(terminal, paths.Count > 0 ? server.Open(parsed, terminal) : null, paths, [.. requests], parsed.GetValue(exclude) ?? [], parsed.GetValue(output), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, ServerClient? client, List<string> paths, IReadOnlyList<TargetRequest> requests, string[] excludes, string? output, CancellationToken cancellation)
    {
        using var server = client;
        var (files, whole) = (new HashSet<FileMeasurement>(), true);
        foreach (var path in paths)
            files.UnionWith(await AskAsync(server!, path, cancellation));
        foreach (var request in requests)
        {
            var executables = ScanEvidence.Executables((await ScannedTarget.ScanAsync(request, terminal, single: false, cancellation)).Scan);
            foreach (var finding in executables.Findings)
                terminal.Error.WriteLine($"attestry: {Bounded.Printable(request.Text)}: {finding.Id}: {Bounded.Printable(finding.Message)}");
            whole &= executables.Verdict == Verdict.Passed;
            files.UnionWith(executables.Result.Platforms.SelectMany(platform => platform.Files).Select(file => new FileMeasurement(file.Digest.Text, $"/{file.Path}", IsBuffer: false)));
        }
        var policy = KeylimePolicyWriter.Write(files, excludes);
        // As whoever takes it will read it.
        var count = KeylimePolicyReader.Read(policy).Count;
        if (output is null)
            terminal.Out.Write(System.Text.Encoding.UTF8.GetString(policy));
        else
            SmallFile.Write(output, policy);
        terminal.Error.WriteLine($"attestry: {count} paths{(output is null ? "" : $" in {Bounded.Printable(output)}")}.");
        return whole && count > 0 ? ExitCode.Pass : ExitCode.Fail;
    }

    private static async Task<IEnumerable<FileMeasurement>> AskAsync(ServerClient server, string path, CancellationToken cancellation)
    {
        var (status, body) = await server.DownloadAsync(path, AllowListLimits.Bytes, cancellation);
        if (status == HttpStatusCode.NotFound)
            throw new CommandException($"{path} is not there.", "See attestry host list, and check that the server is of this version.");
        try
        {
            return KeylimePolicyReader.Read(body).Files;
        }
        catch (FormatException e)
        {
            throw server.Strange(e);
        }
    }
}
