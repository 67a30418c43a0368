using System.CommandLine;
using System.Net;
using Attestry.Cli.Output;
using Attestry.Cli.Servers;
using Attestry.Cli.Targets;
using Attestry.Contracts.Documents;
using Attestry.Primitives;

namespace Attestry.Cli.Commands;

/// <summary><c>attestry status</c>: what a server decided.</summary>
internal static class StatusCommand
{
    internal static DocumentedCommand Create(Terminal terminal)
    {
        var target = new TargetOptions("A digest (sha256:…), registry/repository@digest, or anything that attestry scan takes: its digest is looked up first.");
        var server = new ServerOptions();
        var environment = new Option<string?>("--environment") { HelpName = "NAME", Description = "Where it is to run, as the server's policy sets name it." };
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new DocumentedCommand("status", "Asks a server whether an image may run, and why.")
        {
            Examples =
            [
                "attestry status ghcr.io/acme/app:1.4 --server https://attestry.example.com --api-key-file key.txt",
                "ATTESTRY_SERVER=http://127.0.0.1:5080 ATTESTRY_API_KEY=att_… attestry status sha256:4f53… --format json",
            ],
            Exits = ("It is admitted.", "It is not: failed, revoked or still pending."),
        };
        target.AddTo(command);
        foreach (var option in new Option[] { server.Server, server.ApiKeyFile, environment, format })
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) =>
        {
            var request = target.Read(parsed);
            var client = ServerClient.Open(server.ReadServer(parsed, terminal), server.ReadKey(parsed, terminal), request.Insecure);
            return RunAsync(terminal, request, client, parsed.GetValue(environment), parsed.GetValue(format)!, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, TargetRequest request, ServerClient client, string? environment, string format, CancellationToken cancellation)
    {
        using var server = client;
        var (digest, repository) = await ResolveAsync(request, terminal, cancellation);
        var status = await AskAsync(server, digest, repository, environment, cancellation);
        if (format == OutputFormat.Json)
            JsonOutput.Write(terminal.Out, status);
        else
            Show(new Screen(terminal.Out, terminal.OutIsTerminal), status);
        return status switch
        {
            { State: DecisionState.Unknown } => ExitCode.Error,
            { Admits: true } => ExitCode.Pass,
            _ => ExitCode.Fail,
        };
    }

    private static async Task<(Digest Digest, string? Repository)> ResolveAsync(TargetRequest request, Terminal terminal, CancellationToken cancellation)
    {
        if (Digest.TryParse(request.Text, out var digest))
            return (digest, null);
        if (request.Platform is null && !TargetName.IsFile(request.Text) && ImageReference.Parse(request.Text) is { Digest.IsEmpty: false } reference)
            return (reference.Digest, reference.Name);
        await using var target = await TargetOpener.OpenAsync(request, terminal, cancellation);
        // A layout's image is known to a server by its digest alone.
        return (target.Manifest.Digest, TargetName.IsFile(request.Text) ? null : target.Name.Name);
    }

    private static async Task<ServerStatus> AskAsync(ServerClient server, Digest digest, string? repository, string? environment, CancellationToken cancellation)
    {
        var query = string.Join('&', new[] { ("repository", repository), ("environment", environment) }
            .Where(part => part.Item2 is not null)
            .Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}"));
        var (status, body) = await server.GetAsync($"v1/attestations/{digest}?{query}", cancellation);
        if (status == HttpStatusCode.NotFound)
            return new(digest.Text, DecisionState.Unknown, Admit: false, Deadline: null, []);
        var answer = AnswerJson.Read<ServerStatus>(body, server);
        return answer.Digest == digest.Text && !answer.Artifacts.Contains(null!) ? answer : throw server.Strange();
    }

    private static void Show(Screen screen, ServerStatus status)
    {
        if (status.State == DecisionState.Unknown && status.Artifacts.Count == 0)
        {
            screen.Say($"unknown  {status.Digest}");
            screen.Say("The server has seen no push of it in this repository.");
            return;
        }
        DecisionTable.Show(
            screen,
            [.. status.Artifacts.Select(artifact => (artifact.Artifact, artifact.State.ToString().ToLowerInvariant(), artifact.Admit))],
            [.. status.Artifacts.SelectMany(artifact => artifact.Reasons).Distinct()]);
    }
}
