using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Ingestion.Tests.Fixtures;
using Attestry.Oci.Manifests;
using Attestry.Primitives;

namespace Attestry.Ingestion.Tests.Reconciliation;

/// <summary>What no webhook told is found all the same.</summary>
public sealed class ReconcilerTests : IAsyncLifetime
{
    private const string Repository = "acme/app";

    private readonly TemporaryFolder _folder = new();
    private TestRegistry _registry = null!;

    public async Task InitializeAsync() => _registry = await TestRegistry.StartAsync();

    public async Task DisposeAsync()
    {
        await _registry.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("acme/app")]
    [InlineData("acme/*")]
    [InlineData("**")]
    public async Task An_image_and_its_signature_that_nobody_announced_are_found(string pattern)
    {
        var image = TestManifest.Image();
        var bundle = TestManifest.Referrer(image.Digest);
        var old = TestManifest.CosignSignature();
        _registry.Put(Repository, image, "v1");
        _registry.Put(Repository, bundle);
        _registry.Put(Repository, old, CosignTag.Of(image.Digest, CosignTag.Signature));
        _registry.Put("other/thing", TestManifest.Image(), "v1");

        await using var host = await StartAsync(pattern);

        await Eventually.ValueAsync(() => host.Messages.Of<ArtifactResolved>().Select(m => m.Artifact).Distinct().ToList(), m => m.Contains(IdOf(image.Digest)));
        var attached = await Eventually.ValueAsync(() => host.Messages.Of<ReferrerAttached>(), m => m.Count == 2);
        attached.Select(m => (m.Subject, m.Referrer)).ShouldBe([(IdOf(image.Digest), bundle.Digest), (IdOf(image.Digest), old.Digest)], ignoreOrder: true);
        var pushes = await host.PushesAsync();
        pushes.ShouldAllBe(p => p.Source == "reconciler");
        pushes.Any(p => p.Repository == "other/thing").ShouldBe(pattern == "**");
    }

    [Fact]
    public async Task What_is_known_is_not_announced_again()
    {
        var image = TestManifest.Image();
        _registry.Put(Repository, image, "v1");
        await using var host = await StartAsync(Repository);
        await host.SettledAsync();

        // A second image shows that turns were made since.
        _registry.Put(Repository, TestManifest.Image(), "v2");
        await host.SettledAsync(2);
        _registry.Put(Repository, TestManifest.Image(), "v3");
        await host.SettledAsync(3);

        // Told and counted on the way to the third, so before it or about now.
        await Eventually.HoldsAsync(() => host.Messages.Of<ArtifactResolved>().Count >= 3);
        host.Messages.Of<ArtifactResolved>().Count(m => m.Artifact == IdOf(image.Digest)).ShouldBe(1);
        await Eventually.HoldsAsync(() => host.Counter("attestry.ingestion.reconciled:push") >= 3);
        host.Counter("attestry.ingestion.reconciled:push").ShouldBe(3);
    }

    [Fact]
    public async Task What_a_webhook_told_and_is_under_way_is_not_told_a_second_time()
    {
        var image = TestManifest.Image();
        _registry.Put(Repository, image, "v1");
        await using var host = await StartAsync(Repository, enabled: false);
        var underWay = new PushDocument(
            "source|1", "source", PushAction.Push, _registry.Host, Repository, "v1", null, null, "{}", PushState.Open, 1, null, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));
        await host.Store.Collection(Storage.Collections.Pushes).InsertAsync(underWay, default);

        await ReconcileAsync(host);

        (await host.PushesAsync()).Single().Id.ShouldBe("source|1");
    }

    [Fact]
    public async Task A_signature_that_is_gone_is_told()
    {
        var image = TestManifest.Image();
        var bundle = TestManifest.Referrer(image.Digest);
        var old = TestManifest.CosignSignature();
        var tag = CosignTag.Of(image.Digest, CosignTag.Signature);
        _registry.Put(Repository, image, "v1");
        _registry.Put(Repository, bundle);
        _registry.Put(Repository, old, tag);
        await using var host = await StartAsync(Repository);
        await host.SettledAsync(3);

        _registry.Remove(Repository, bundle.Digest.Text);
        (await Eventually.ValueAsync(() => host.Messages.Of<ReferrerRemoved>(), m => m.Count == 1)).Single().ShouldBe(new(IdOf(image.Digest), bundle.Digest));
        _registry.Remove(Repository, tag);
        (await Eventually.ValueAsync(() => host.Messages.Of<ReferrerRemoved>(), m => m.Count == 2))[1].ShouldBe(new(IdOf(image.Digest), old.Digest));

        await Eventually.ValueAsync(() => host.Counter("attestry.ingestion.reconciled:referrer-removed"), n => n == 2);
        (await host.ArtifactAsync(IdOf(image.Digest)))!.RemovedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_signature_that_is_gone_is_told_once_though_the_list_goes_on_naming_it()
    {
        await using var registry = await TestRegistry.StartAsync(referrers: false);
        var image = TestManifest.Image();
        var bundle = TestManifest.Referrer(image.Digest);
        registry.Put(Repository, image, "v1");
        registry.Put(Repository, bundle);
        registry.Put(Repository, TestManifest.IndexOf(bundle.Descriptor), FallbackTag.Of(image.Digest));
        await using var host = await StartAsync(registry, Repository, enabled: false);
        await ReconcileAsync(host, registry);
        await host.SettledAsync(2);
        var pushes = host.Counter("attestry.ingestion.reconciled:push");

        registry.Remove(Repository, bundle.Digest.Text);
        for (var turn = 0; turn < 3; turn++)
            await ReconcileAsync(host, registry);

        await Eventually.ValueAsync(() => host.Messages.Of<ReferrerRemoved>(), m => m.Count == 1);
        host.Counter("attestry.ingestion.reconciled:referrer-removed").ShouldBe(1);
        host.Counter("attestry.ingestion.reconciled:push").ShouldBe(pushes, "what is not there is no push");
    }

    [Fact]
    public async Task A_signature_that_comes_back_is_told_again()
    {
        var image = TestManifest.Image();
        var bundle = TestManifest.Referrer(image.Digest);
        _registry.Put(Repository, image, "v1");
        _registry.Put(Repository, bundle);
        await using var host = await StartAsync(Repository);
        await host.SettledAsync(2);
        _registry.Remove(Repository, bundle.Digest.Text);
        await Eventually.ValueAsync<ArtifactDocument?>(() => host.ArtifactAsync(IdOf(bundle.Digest)), a => a!.RemovedAt is not null);

        _registry.Put(Repository, bundle);

        await Eventually.ValueAsync<ArtifactDocument?>(() => host.ArtifactAsync(IdOf(bundle.Digest)), a => a!.RemovedAt is null);
        await Eventually.ValueAsync(() => host.Messages.Of<ReferrerAttached>(), m => m.Count == 2);
    }

    [Fact]
    public async Task An_image_that_is_gone_is_marked()
    {
        var image = TestManifest.Image();
        _registry.Put(Repository, image, "v1");
        await using var host = await StartAsync(Repository);
        await host.SettledAsync();

        _registry.Remove(Repository, "v1");
        _registry.Remove(Repository, image.Digest.Text);

        await Eventually.ValueAsync<ArtifactDocument?>(() => host.ArtifactAsync(IdOf(image.Digest)), a => a!.RemovedAt is not null);
    }

    [Fact]
    public async Task A_registry_that_is_away_loses_nothing()
    {
        var image = TestManifest.Image();
        _registry.Put(Repository, image, "v1");
        await using var host = await StartAsync(_registry, Repository, enabled: false, new HastyTime());
        await ReconcileAsync(host);
        await host.SettledAsync();

        _registry.Fault = 500;
        await Should.ThrowAsync<HttpRequestException>(() => ReconcileAsync(host));

        (await host.ArtifactAsync(IdOf(image.Digest)))!.RemovedAt.ShouldBeNull();
    }

    private string IdOf(Digest digest) => $"{_registry.Host}/{Repository}@{digest}";

    private Task ReconcileAsync(IngestionHost host) => ReconcileAsync(host, _registry);

    private static async Task ReconcileAsync(IngestionHost host, TestRegistry registry) => await host.Service<Ingestion.Reconciliation.RepositoryReconciler>().ReconcileAsync(
        registry.Host,
        Repository,
        new(1000, TimeProvider.System),
        default);

    private Task<IngestionHost> StartAsync(string pattern, bool enabled = true) => StartAsync(_registry, pattern, enabled);

    private Task<IngestionHost> StartAsync(TestRegistry registry, string pattern, bool enabled, TimeProvider? time = null) => IngestionHost.StartAsync(_folder.File("attestry.db"), new Dictionary<string, string?>
    {
        ["Oci:Registries:0:Host"] = registry.Host,
        ["Oci:Registries:0:Insecure"] = "true",
        ["Oci:Registries:0:Repositories:0"] = pattern == "**" ? pattern : $"{registry.Host}/{pattern}",
        ["Ingestion:Reconcile:Enabled"] = enabled ? "true" : "false",
        ["Ingestion:Reconcile:FirstDelay"] = "00:00:00.05",
        ["Ingestion:Reconcile:Interval"] = "00:00:00.1",
        ["Ingestion:Reconcile:RequestsPerSecond"] = "1000",
    }, time);
}
