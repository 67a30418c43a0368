using System.Text;
using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Contracts.Messages;
using Attestry.Hosting;
using Attestry.Oci.Manifests;
using Attestry.PolicyEvaluator;
using Attestry.Primitives;
using Attestry.Sbom.Tests.Layers;
using Attestry.SbomScanner.Vulnerabilities;
using Attestry.SignatureVerifier;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Keys;
using Attestry.Storage;
using Attestry.TestKit.Signing;
using Attestry.Vulnerabilities.Osv;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attestry.SbomScanner.Tests.Attached;

/// <summary>Who verifies, scans and decides, on one bus and store, with a registry on a socket; the shipped policy about vulnerabilities decides.</summary>
internal sealed class AttachedHost : IAsyncDisposable
{
    private const string Repository = "team/app";

    private readonly TemporaryFolder _folder = new();
    private WebApplication _app = null!;
    private int _layers;

    internal TestAuthority Authority { get; } = new();

    private LoopbackRegistry Registry { get; set; } = null!;

    /// <summary>Layers that the registry gave out.</summary>
    internal int LayersServed => Volatile.Read(ref _layers);

    internal IDocumentStore Store => _app.Services.GetRequiredService<IDocumentStore>();

    internal static async Task<AttachedHost> StartAsync()
    {
        var host = new AttachedHost { Registry = await LoopbackRegistry.StartAsync() };
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = host._folder.Path });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Connection"] = host._folder.File("store.db"),
            ["Oci:Registries:0:Host"] = host.Registry.Host,
            ["Oci:Registries:0:Insecure"] = "true",
            ["Trust:Keys:0:Name"] = "release",
            ["Trust:Keys:0:Pem"] = host.Authority.Key.Public.ToPem(),
            ["Trust:Keys:0:Repositories:0"] = "*/team/**",
            ["Vulnerabilities:Database"] = host._folder.File("advisories.db"),
            ["Vulnerabilities:PollInterval"] = "24:00:00",
            ["Signing:KeyFile"] = host._folder.File("signing-key.pem"),
            ["Policies:Sets:0:Name"] = "vulnerabilities",
            ["Policies:Sets:0:Source"] = Path.Combine(TestKit.Repository.Root, "deploy", "policies", "image", "vulnerabilities"),
            ["Policies:Sets:0:Mode"] = "Enforce",
        });
        builder.AddAttestryDefaults("attached");
        builder.AddSbomScanner();
        builder.AddSignatureVerifier();
        builder.AddPolicyEvaluator();
        host._app = builder.Build();
        await host.Store.PrepareAsync(default);
        await host._app.StartAsync();
        return host;
    }

    /// <summary>An image with Python packages, <c>name@version</c>.</summary>
    internal Descriptor Image(string architecture, params string[] packages)
    {
        var layer = new TestLayer();
        foreach (var package in packages.Select(p => p.Split('@')))
            layer.File($"usr/lib/python3/{package[0]}.dist-info/METADATA", $"Name: {package[0]}\nVersion: {package[1]}\n\n");
        var (compressed, diffId) = layer.Build();
        var config = JsonSerializer.SerializeToUtf8Bytes(new { os = "linux", architecture, config = new { User = "1" }, rootfs = new { type = "layers", diff_ids = new[] { diffId.Text } } });
        var blob = Registry.PutBlob(compressed);
        Registry.Before += path => Task.FromResult(path.EndsWith($"blobs/{blob}", StringComparison.Ordinal) ? Interlocked.Increment(ref _layers) : 0);
        return Manifest(MediaTypes.OciManifest, JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2,
            mediaType = MediaTypes.OciManifest,
            config = new Descriptor(MediaTypes.OciConfig, Registry.PutBlob(config), config.Length),
            layers = new[] { new Descriptor(MediaTypes.OciLayerGzip, blob, compressed.Length) },
        })) with { Platform = new("linux", architecture) };
    }

    internal Descriptor Index(params Descriptor[] images) =>
        Manifest(MediaTypes.OciIndex, JsonSerializer.SerializeToUtf8Bytes(new { schemaVersion = 2, mediaType = MediaTypes.OciIndex, manifests = images }));

    /// <summary>As ingestion resolves it.</summary>
    /// <returns>The artifact's id.</returns>
    internal async Task<string> PushAsync(Descriptor manifest, Descriptor[]? parents = null, Descriptor[]? children = null)
    {
        var kind = children is null ? ArtifactKind.Image : ArtifactKind.Index;
        var now = TimeProvider.System.GetUtcNow();
        var document = new ArtifactDocument(
            Id(manifest.Digest), Registry.Host, Repository, manifest.Digest, kind, manifest.MediaType, null, [], [], null,
            [.. (parents ?? []).Select(one => Id(one.Digest))], [.. (children ?? []).Select(one => Id(one.Digest))], now, now, null);
        (await Store.Collection(Collections.Artifacts).InsertAsync(document, default)).ShouldBeTrue();
        await PublishAsync(new ArtifactResolved(document.Id, manifest.Digest, kind));
        return document.Id;
    }

    /// <summary>An attestation in a bundle, as cosign writes it, and the event of its push.</summary>
    internal Task AttestAsync(Descriptor subject, string predicateType, string predicate, SigningKey key)
    {
        using var document = JsonDocument.Parse(predicate);
        var referrer = Registry.Put(Repository, CosignSigner.AttestReferrer(subject.MediaType, subject.Digest, subject.Size, predicateType, document.RootElement, key, DateTimeOffset.UnixEpoch));
        return PublishAsync(new ReferrerAttached(Id(subject.Digest), referrer, ""));
    }

    /// <summary>A referrer that nobody signs, or the manifest behind a tag, and the event of its push.</summary>
    internal async Task<Digest> AttachAsync(Descriptor subject, string mediaType, string content, string? tagged = null)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var manifest = new ManifestDocument
        {
            ArtifactType = tagged is null ? mediaType : null,
            Config = new(MediaTypes.OciEmpty, Registry.PutBlob("{}"u8.ToArray()), 2),
            Layers = [new(mediaType, Registry.PutBlob(bytes), bytes.Length)],
            Subject = tagged is null ? new(subject.MediaType, subject.Digest, subject.Size) : null,
        };
        var referrer = Registry.PutManifest(Repository, tagged is null ? null : CosignTag.Of(subject.Digest, tagged), MediaTypes.OciManifest, manifest.ToBytes());
        await PublishAsync(new ReferrerAttached(Id(subject.Digest), referrer, ""));
        return referrer;
    }

    internal Task RemoveAsync(Descriptor subject, Digest referrer)
    {
        Registry.Delete(Repository, referrer);
        return PublishAsync(new ReferrerRemoved(Id(subject.Digest), referrer));
    }

    /// <summary>A grave vulnerability in every version of a Python package before 2.0.</summary>
    internal void Advise(string package)
    {
        using var update = _app.Services.GetRequiredService<AdvisoryStore>().File!.Update();
        var advisory = new OsvAdvisory($"PYSEC-{package}", DateTimeOffset.UnixEpoch, [$"CVE-{package}"], [], [new("PyPI", package, [new(OsvRangeType.Ecosystem, [new(OsvEventKind.Introduced, "0"), new(OsvEventKind.Fixed, "2.0")])], [])])
        {
            Severity = [new("CVSS_V3", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H")],
        };
        update.Amend("test", "osv", [new(advisory, null)], DateTimeOffset.UtcNow);
        update.Commit();
    }

    /// <summary>Waits until the decision stands so.</summary>
    internal Task DecidedAsync(string artifact, DecisionState state) => Eventually.HoldsAsync(
        async () => (await Store.Collection(Collections.Statuses).GetAsync(artifact, default))?.Document.State == state, what: $"{artifact} is {state}");

    /// <summary>Waits for evidence that is as the test wants it.</summary>
    internal async Task<EvidenceContent<T>> EvidenceAsync<T>(string artifact, string kind, Func<EvidenceContent<T>, bool> wanted, string producer = "sbom-scanner")
    {
        EvidenceContent<T>? found = null;
        await Eventually.HoldsAsync(
            async () => (found = await ContentAsync<T>(artifact, kind, producer)) is { } content && wanted(content), what: $"the evidence {kind} of {artifact}");
        return found!;
    }

    internal async Task<EvidenceDocument> DocumentAsync(string artifact, string kind) =>
        (await Store.Collection(Collections.Evidence).GetAsync(EvidenceDocument.KeyOf(artifact, kind, "sbom-scanner"), default)).ShouldNotBeNull().Document;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Registry.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<EvidenceContent<T>?> ContentAsync<T>(string artifact, string kind, string producer) =>
        await Store.Collection(Collections.Evidence).GetAsync(EvidenceDocument.KeyOf(artifact, kind, producer), default) is { Document: var document }
        && await _app.Services.GetRequiredService<IContentStore>().GetAsync(document.Content, default) is { } bytes
            ? JsonSerializer.Deserialize<EvidenceContent<T>>(bytes, DocumentJson.Options)
            : null;

    private Descriptor Manifest(string mediaType, byte[] bytes) => new(mediaType, Registry.PutManifest(Repository, null, mediaType, bytes), bytes.Length);

    private string Id(Digest digest) => $"{Registry.Host}/{Repository}@{digest}";

    private Task PublishAsync<T>(T message) where T : class => _app.Services.GetRequiredService<IBus>().Publish(message);
}
