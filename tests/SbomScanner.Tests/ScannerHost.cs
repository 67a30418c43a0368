using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Threading.Channels;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Contracts.Messages;
using Attestry.Hosting;
using Attestry.Primitives;
using Attestry.SbomScanner.Scanning;
using Attestry.SbomScanner.Vulnerabilities;
using Attestry.Storage;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attestry.SbomScanner.Tests;

/// <summary>The service as it is composed to run, with a registry on a socket and a store in a file.</summary>
internal sealed class ScannerHost : IAsyncDisposable
{
    private const string Repository = "team/app";

    private readonly TemporaryFolder _folder = new();
    private readonly Channel<EvidenceRecorded> _recorded = Channel.CreateUnbounded<EvidenceRecorded>();

    /// <summary>What came while another was waited for. The bus hands over several messages at once, so they come in any order.</summary>
    private readonly List<EvidenceRecorded> _others = [];

    private WebApplication _app = null!;

    internal ImageRegistry Registry { get; private set; } = null!;

    internal IDocumentStore Store => _app.Services.GetRequiredService<IDocumentStore>();

    internal ArtifactCheck Check => _app.Services.GetRequiredService<ArtifactCheck>();

    internal IMeterFactory Meters => _app.Services.GetRequiredService<IMeterFactory>();

    private IContentStore Contents => _app.Services.GetRequiredService<IContentStore>();

    /// <param name="source">A file of advisories that the service follows by itself, and often; without one, advisories are looked at when a test says so.</param>
    internal static async Task<ScannerHost> StartAsync(bool withAdvisories = false, string? source = null, TimeProvider? time = null)
    {
        var host = new ScannerHost { Registry = await ImageRegistry.StartAsync() };
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Connection"] = host._folder.File("store.db"),
            ["Oci:Registries:0:Host"] = host.Registry.Host,
            ["Oci:Registries:0:Insecure"] = "true",
            ["Vulnerabilities:Database"] = withAdvisories ? host._folder.File("advisories.db") : null,
            ["Vulnerabilities:PollInterval"] = "00:00:00.2",
            ["Vulnerabilities:UpdateInterval"] = "00:00:00.2",
        });
        if (source is not null)
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Vulnerabilities:Sources:0:Name"] = "test", ["Vulnerabilities:Sources:0:Location"] = source });
        builder.AddAttestryDefaults("sbom-scanner");
        builder.AddSbomScanner();
        // Advisories are looked at when a test says so.
        if (source is null && builder.Services.FirstOrDefault(service => service.ImplementationType == typeof(AdvisoryWorker)) is { } worker)
            builder.Services.Remove(worker);
        if (time is not null)
            builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(host._recorded);
        builder.Services.RegisterConsumer<Listener>();
        host._app = builder.Build();
        await host.Store.PrepareAsync(default);
        await host._app.StartAsync();
        return host;
    }

    internal async Task<string> KnowAsync(Digest digest, ArtifactKind kind = ArtifactKind.Image, string? registry = null)
    {
        var id = $"{registry ?? Registry.Host}/{Repository}@{digest}";
        var now = DateTimeOffset.UnixEpoch;
        var document = new ArtifactDocument(
            id, registry ?? Registry.Host, Repository, digest, kind, "application/vnd.oci.image.manifest.v1+json", null, [], [], null, [], [], now, now, null);
        (await Store.Collection(Collections.Artifacts).InsertAsync(document, default)).ShouldBeTrue();
        return id;
    }

    internal Task PublishAsync<T>(T message) where T : class => _app.Services.GetRequiredService<IBus>().Publish(message);

    /// <summary>Waits until evidence is announced; each announcement is given once.</summary>
    internal async Task<EvidenceRecorded> AnnouncedAsync(string artifact, string kind, Verdict? verdict = null)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        int at;
        while ((at = _others.FindIndex(recorded => recorded.Artifact == artifact && recorded.Kind == kind && (verdict is null || recorded.Verdict == verdict))) < 0)
            _others.Add(await _recorded.Reader.ReadAsync(deadline.Token));
        var found = _others[at];
        _others.RemoveAt(at);
        return found;
    }

    internal T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    internal async Task<VexDocument> UploadVexAsync(string content, string repository = "**")
    {
        var digest = await Contents.PutAsync(System.Text.Encoding.UTF8.GetBytes(content), default);
        var document = new VexDocument(Guid.NewGuid().ToString("N"), repository, "openvex", digest, 1, "test", "0", DateTimeOffset.UnixEpoch, null, null);
        (await Store.Collection(Collections.Vex).InsertAsync(document, default)).ShouldBeTrue();
        return document;
    }

    /// <summary>Waits until evidence of the kind is announced of all of them.</summary>
    internal async Task AllAnnouncedAsync(IEnumerable<string> artifacts, string kind)
    {
        foreach (var artifact in artifacts)
            await AnnouncedAsync(artifact, kind);
    }

    /// <summary>What was announced so far and not waited for.</summary>
    internal IReadOnlyList<EvidenceRecorded> OtherAnnouncements()
    {
        while (_recorded.Reader.TryRead(out var recorded))
            _others.Add(recorded);
        return _others;
    }

    internal async Task<EvidenceDocument?> EvidenceAsync(string artifact, string kind) =>
        (await Store.Collection(Collections.Evidence).GetAsync(EvidenceDocument.KeyOf(artifact, kind, "sbom-scanner"), default))?.Document;

    internal async Task<EvidenceContent<T>> ContentAsync<T>(string artifact, string kind) =>
        JsonSerializer.Deserialize<EvidenceContent<T>>(await BytesAsync((await EvidenceAsync(artifact, kind))!.Content), DocumentJson.Options)!;

    internal async Task<byte[]> BytesAsync(Digest digest) => (await Contents.GetAsync(digest, default)).ShouldNotBeNull();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Registry.DisposeAsync();
        _folder.Dispose();
    }

    internal sealed class Listener(Channel<EvidenceRecorded> recorded) : IConsumer<EvidenceRecorded>
    {
        public async Task Consume(ConsumeContext<EvidenceRecorded> context) => await recorded.Writer.WriteAsync(context.Message);
    }
}
