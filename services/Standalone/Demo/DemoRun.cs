using System.Diagnostics;
using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.Oci.Registries;
using Attestry.Primitives;
using Attestry.Sigstore.Keys;

namespace Attestry.Standalone.Demo;

/// <summary>The demo from start to exit code.</summary>
internal sealed class DemoRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DemoFolder _folder;
    private readonly StandaloneOptions _options;
    private readonly DemoScreen _screen = new();
    private readonly SigningKey _signer = SigningKey.GenerateEcdsaP256();

    private DemoRun(int port, string output)
    {
        _folder = DemoFolder.Create(output);
        var trusted = _folder.Write("release-key.pub", _signer.Public.ToPem() + "\n");
        var settings = _folder.Write("settings.json", JsonSerializer.Serialize(new
        {
            Policy = new { DenyList = new[] { new { Package = DemoImages.DeniedPackage, Reason = "it stole from wallets" } } },
        }));
        _options = new(port, _folder.PathOf("data"), [trusted], settings);
    }

    /// <returns>0 when each image got the verdict that it deserves, else 1.</returns>
    internal static Task<int> RunAsync(int port, string output, bool keep, CancellationToken cancellation) =>
        new DemoRun(port, output).RunAsync(keep, cancellation);

    private async Task<int> RunAsync(bool keep, CancellationToken cancellation)
    {
        _screen.Say($"Starting registry, ingestion, scanners, policy and status on {_options.Address} …");
        var secrets = StandaloneSecrets.Open(_options);
        await using var app = StandaloneHost.Build(_options, secrets, quiet: true);
        await app.StartAsync(cancellation);
        using var client = new DemoClient(_options.Address, secrets.ApiKey);

        var outcomes = await PushAsync(client, cancellation);
        _screen.Show(outcomes, _folder);
        if (keep)
        {
            Welcome.Print(Console.Out, _options);
            await app.WaitForShutdownAsync(cancellation);
        }
        return outcomes.All(outcome => outcome.IsRight) ? 0 : 1;
    }

    private async Task<DemoOutcome[]> PushAsync(DemoClient client, CancellationToken cancellation)
    {
        using var registries = new RegistryDirectory([new RegistryOptions { Host = _options.Host, Insecure = true }], TimeProvider.System);
        _screen.Say("Packing images from this program's own output …");
        var publisher = new DemoPublisher(registries, _options.Host, _signer);
        var watched = new List<Task<DemoOutcome>>();
        foreach (var image in DemoImages.All)
        {
            _screen.Report(image, "push", image.Story);
            watched.Add(WatchAsync(client, image, await publisher.PublishAsync(image, cancellation), cancellation));
        }
        return await Task.WhenAll(watched);
    }

    private async Task<DemoOutcome> WatchAsync(DemoClient client, DemoImage image, Digest digest, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var seen = new DemoStatus(DecisionState.Unknown, []);
        while (!seen.IsDecided && watch.Elapsed < Patience)
        {
            var now = await client.StatusAsync(digest, Repository(image), cancellation);
            if (now.State != seen.State)
                _screen.Report(image, now.State.ToString().ToLowerInvariant(), now.Reasons.Count == 0 ? "" : now.Reasons[0].Message);
            seen = now;
            await Task.Delay(100, cancellation);
        }
        return new(image, digest, seen, seen.IsDecided && await KeepAsync(client, image, digest, seen, cancellation));
    }

    // Writes what the system found out, and checks the signed decision with nothing but the file and the published key.
    private async Task<bool> KeepAsync(DemoClient client, DemoImage image, Digest digest, DemoStatus status, CancellationToken cancellation)
    {
        var name = image.Repository.Split('/')[^1];
        var envelope = await client.EnvelopeAsync(digest, Repository(image), cancellation);
        await _folder.WriteAsync($"{name}/vsa.dsse.json", envelope, cancellation);
        foreach (var (format, file) in new[] { ("spdx", "sbom.spdx.json"), ("cyclonedx", "sbom.cdx.json") })
            await _folder.WriteAsync($"{name}/{file}", await client.SbomAsync(digest, Repository(image), format, cancellation), cancellation);
        return OfflineCheck.Holds(envelope, await client.KeysAsync(cancellation), digest, status.State);
    }

    private string Repository(DemoImage image) => $"{_options.Host}/{image.Repository}";
}
