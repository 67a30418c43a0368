using System.Text;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Ingestion.Pushes;
using Attestry.Ingestion.Tests.Fixtures;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Storage;

namespace Attestry.Ingestion.Tests.Resolution;

/// <summary>From what a registry said to what it has, over the bus and a registry on a socket.</summary>
public sealed class ResolutionTests : IAsyncLifetime
{
    private const string Repository = "acme/app";

    // A push that stays open comes up again at once; elsewhere it would be told twice on a busy machine.
    private static readonly (string Name, string Value)[] Impatient =
    [
        ("Ingestion:Announce:FirstDelay", "00:00:00.2"),
        ("Ingestion:Announce:LongestDelay", "00:00:00.2"),
        ("Ingestion:Resolve:Patience", "00:00:00.3"),
    ];

    private readonly TemporaryFolder _folder = new();
    private TestRegistry _registry = null!;
    private IngestionHost _host = null!;
    private int _pushes;

    public Task InitializeAsync() => StartAsync(referrers: true);

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _registry.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Each_platform_of_an_index_is_an_artifact_of_its_own()
    {
        var (amd, arm, attestation) = (TestManifest.Image(), TestManifest.Image(architecture: "arm64"), TestManifest.Image("unknown", "unknown"));
        var index = TestManifest.IndexOf(
            amd.Descriptor with { Platform = new("linux", "amd64") },
            arm.Descriptor with { Platform = new("linux", "arm64", "v8") },
            TestManifest.BuildAttestation(attestation));
        foreach (var child in (TestManifest[])[amd, arm, attestation])
            _registry.Put(Repository, child);
        _registry.Put(Repository, index, "v1");

        (await PushAsync("v1", index.Digest)).State.ShouldBe(PushState.Resolved);

        var root = await ArtifactAsync(index.Digest);
        (root.Kind, root.MediaType).ShouldBe((ArtifactKind.Index, MediaTypes.OciIndex));
        root.Children.ShouldBe([IdOf(amd.Digest), IdOf(arm.Digest)], ignoreOrder: true);
        root.Platforms.ShouldBe(["linux/amd64", "linux/arm64/v8"], ignoreOrder: true);
        var child64 = await ArtifactAsync(arm.Digest);
        (child64.Kind, child64.Parents.Single(), child64.Platforms.Single()).ShouldBe((ArtifactKind.Image, root.Id, "linux/arm64/v8"));
        (await _host.ArtifactAsync(IdOf(attestation.Digest))).ShouldBeNull("what buildx adds is no platform");
        (await Eventually.ValueAsync(() => _host.Messages.Of<ArtifactResolved>(), m => m.Count == 3)).Select(m => m.Artifact)
            .ShouldBe([IdOf(amd.Digest), IdOf(arm.Digest), root.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task A_child_that_is_not_there_does_not_hide_the_others()
    {
        var (here, gone) = (TestManifest.Image(), TestManifest.Image());
        var index = TestManifest.Index((here, "amd64"), (gone, "arm64"));
        _registry.Put(Repository, here);
        _registry.Put(Repository, index, "v1");

        (await PushAsync("v1", index.Digest)).State.ShouldBe(PushState.Resolved);

        (await ArtifactAsync(index.Digest)).Children.ShouldBe([IdOf(here.Digest)]);
    }

    [Fact]
    public async Task A_manifest_with_a_subject_is_a_referrer()
    {
        var image = TestManifest.Image();
        var bundle = TestManifest.Referrer(image.Digest);
        _registry.Put(Repository, bundle);

        (await PushAsync(null, bundle.Digest)).State.ShouldBe(PushState.Resolved);

        var artifact = await ArtifactAsync(bundle.Digest);
        (artifact.Kind, artifact.Subject, artifact.ArtifactType).ShouldBe((ArtifactKind.Referrer, image.Digest.Text, MediaTypes.SigstoreBundle));
        (await Eventually.ValueAsync(() => _host.Messages.Of<ReferrerAttached>(), m => m.Count == 1)).Single()
            .ShouldBe(new(IdOf(image.Digest), bundle.Digest, MediaTypes.SigstoreBundle));
        _host.Messages.Of<ArtifactResolved>().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cosign_puts_under_its_tag_refers_to_the_digest_in_the_tag()
    {
        var image = TestManifest.Image();
        var signature = TestManifest.CosignSignature();
        var tag = CosignTag.Of(image.Digest, CosignTag.Signature);
        _registry.Put(Repository, signature, tag);

        (await PushAsync(tag, signature.Digest)).State.ShouldBe(PushState.Resolved);

        (await Eventually.ValueAsync(() => _host.Messages.Of<ReferrerAttached>(), m => m.Count == 1)).Single()
            .ShouldBe(new(IdOf(image.Digest), signature.Digest, MediaTypes.CosignSimpleSigning));
        (await ArtifactAsync(signature.Digest)).Subject.ShouldBe(image.Digest.Text);
    }

    [Fact]
    public async Task A_fallback_index_announces_what_it_lists_and_drops_what_it_lists_no_more()
    {
        await RestartAsync(referrers: false);
        var image = TestManifest.Image();
        var (first, second, liar) = (TestManifest.Referrer(image.Digest), TestManifest.Referrer(image.Digest), TestManifest.Referrer(TestManifest.Image().Digest));
        foreach (var manifest in (TestManifest[])[image, first, second, liar])
            _registry.Put(Repository, manifest);
        var tag = FallbackTag.Of(image.Digest);
        var both = TestManifest.IndexOf(first.Descriptor, second.Descriptor, liar.Descriptor);
        _registry.Put(Repository, both, tag);

        (await PushAsync(tag, both.Digest)).State.ShouldBe(PushState.Resolved);
        (await Eventually.ValueAsync(() => _host.Messages.Of<ReferrerAttached>(), m => m.Count == 2)).Select(m => (m.Subject, m.Referrer))
            .ShouldBe([(IdOf(image.Digest), first.Digest), (IdOf(image.Digest), second.Digest)], ignoreOrder: true);

        var one = TestManifest.IndexOf(first.Descriptor);
        _registry.Put(Repository, one, tag);
        (await PushAsync(tag, one.Digest)).State.ShouldBe(PushState.Resolved);

        (await Eventually.ValueAsync(() => _host.Messages.Of<ReferrerRemoved>(), m => m.Count == 1)).Single().ShouldBe(new(IdOf(image.Digest), second.Digest));
        (await ArtifactAsync(second.Digest)).RemovedAt.ShouldNotBeNull();
        await _host.SettledAsync(2);
        _host.Messages.Of<ReferrerAttached>().Count(m => m.Referrer == second.Digest).ShouldBe(1, "what is listed no more is not told again");
    }

    [Fact]
    public async Task A_referrer_that_came_before_the_list_that_leads_to_it_is_told_when_the_list_comes()
    {
        await RestartAsync(referrers: false);
        var image = TestManifest.Image();
        var bundle = TestManifest.Referrer(image.Digest);
        _registry.Put(Repository, bundle);
        await PushAsync(null, bundle.Digest);
        var told = (await Eventually.ValueAsync(() => _host.Messages.Of<ReferrerAttached>(), m => m.Count == 1)).Single();

        var tag = FallbackTag.Of(image.Digest);
        var list = TestManifest.IndexOf(bundle.Descriptor);
        _registry.Put(Repository, list, tag);
        await PushAsync(tag, list.Digest);

        (await Eventually.ValueAsync(() => _host.Messages.Of<ReferrerAttached>(), m => m.Count == 2)).ShouldAllBe(m => m == told);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_only_its_tag_leads_to_is_told_when_the_tag_is_there(bool list)
    {
        await RestartAsync(referrers: false, ("Ingestion:Announce:FirstDelay", "00:00:00.2"), ("Ingestion:Announce:LongestDelay", "00:00:00.2"));
        var image = TestManifest.Image();
        var bundle = TestManifest.Referrer(image.Digest);
        var signature = list ? TestManifest.IndexOf(bundle.Descriptor) : TestManifest.CosignSignature();
        var tag = list ? FallbackTag.Of(image.Digest) : CosignTag.Of(image.Digest, CosignTag.Signature);
        _registry.Put(Repository, bundle);
        _registry.Put(Repository, signature);

        var push = await SayAsync(tag, signature.Digest);
        await Eventually.ValueAsync(_host.PushesAsync, pushes => pushes.Single(p => p.Id == push).Problem is not null);
        _host.Messages.Of<ReferrerAttached>().ShouldBeEmpty();
        _registry.Put(Repository, signature, tag);

        (await Eventually.ValueAsync(() => _host.Messages.Of<ReferrerAttached>(), m => m.Count > 0)).ShouldAllBe(m => m.Subject == IdOf(image.Digest));
        await _host.SettledAsync(1);
        (await _host.PushesAsync()).Single().State.ShouldBe(PushState.Resolved);
    }

    [Fact]
    public async Task A_signature_whose_tag_went_on_to_a_newer_one_is_not_waited_for()
    {
        var image = TestManifest.Image();
        var (older, newer) = (TestManifest.CosignSignature(), TestManifest.CosignSignature());
        var tag = CosignTag.Of(image.Digest, CosignTag.Signature);
        _registry.Put(Repository, older);
        _registry.Put(Repository, newer, tag);

        (await PushAsync(tag, older.Digest)).State.ShouldBe(PushState.Resolved);
    }

    [Fact]
    public async Task A_deleted_signature_is_told_though_the_list_goes_on_naming_it()
    {
        await RestartAsync(referrers: false);
        var image = TestManifest.Image();
        var bundle = TestManifest.Referrer(image.Digest);
        _registry.Put(Repository, bundle);
        _registry.Put(Repository, TestManifest.IndexOf(bundle.Descriptor), FallbackTag.Of(image.Digest));
        await PushAsync(null, bundle.Digest);

        _registry.Remove(Repository, bundle.Digest.Text);
        (await PushAsync(null, bundle.Digest, PushAction.Delete)).State.ShouldBe(PushState.Resolved);

        (await Eventually.ValueAsync(() => _host.Messages.Of<ReferrerRemoved>(), m => m.Count == 1)).Single().ShouldBe(new(IdOf(image.Digest), bundle.Digest));
    }

    [Fact]
    public async Task Bytes_of_another_digest_are_rejected_and_not_asked_for_again()
    {
        var (claimed, served) = (TestManifest.Image(), TestManifest.Image());
        _registry.PutAs(Repository, claimed.Digest.Text, served.MediaType, served.Bytes);

        var push = await PushAsync("v1", claimed.Digest);

        push.State.ShouldBe(PushState.Rejected);
        push.Problem.ShouldNotBeNull().ShouldContain("digest-mismatch");
        await Eventually.HoldsAsync(() => _host.Counter("attestry.ingestion.pushes:rejected") == 1);
        _host.Messages.Of<ArtifactResolved>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"schemaVersion":2,"config":{},"manifests":[]}""")]
    [InlineData("""{"schemaVersion":2,"schemaVersion":2}""")]
    public async Task What_is_no_manifest_is_rejected(string document)
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        _registry.PutAs(Repository, Digest.Sha256(bytes).Text, MediaTypes.OciManifest, bytes);

        var push = await PushAsync(null, Digest.Sha256(bytes));

        push.State.ShouldBe(PushState.Rejected);
        push.Problem.ShouldNotBeNull().ShouldStartWith("manifest.");
    }

    [Fact]
    public async Task A_manifest_that_is_late_is_waited_for()
    {
        await RestartAsync(referrers: true, Impatient[..2]);
        var image = TestManifest.Image();
        await SayAsync("v1", null);
        await Eventually.ValueAsync(_host.PushesAsync, pushes => pushes.Single() is { Problem: not null, Attempts: > 1 });

        _registry.Put(Repository, image, "v1");

        (await _host.SettledAsync()).Single().State.ShouldBe(PushState.Resolved);
        (await ArtifactAsync(image.Digest)).Tags.ShouldBe(["v1"]);
    }

    [Fact]
    public async Task A_manifest_that_never_comes_is_given_up()
    {
        await RestartAsync(referrers: true, Impatient);

        var push = await PushAsync("v1", null);

        push.State.ShouldBe(PushState.Ignored);
        push.Problem.ShouldNotBeNull().ShouldStartWith("push.not-found");
    }

    [Fact]
    public async Task Two_tags_of_one_image_are_one_artifact()
    {
        var image = TestManifest.Image();
        _registry.Put(Repository, image, "v1", "latest");

        await Task.WhenAll(SayAsync("v1", image.Digest), SayAsync("latest", image.Digest));

        await _host.SettledAsync(2);
        (await ArtifactAsync(image.Digest)).Tags.ShouldBe(["v1", "latest"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_deleted_signature_is_told()
    {
        var image = TestManifest.Image();
        var bundle = TestManifest.Referrer(image.Digest);
        _registry.Put(Repository, bundle);
        await PushAsync(null, bundle.Digest);

        _registry.Remove(Repository, bundle.Digest.Text);
        (await PushAsync(null, bundle.Digest, PushAction.Delete)).State.ShouldBe(PushState.Resolved);

        (await Eventually.ValueAsync(() => _host.Messages.Of<ReferrerRemoved>(), m => m.Count == 1)).Single().ShouldBe(new(IdOf(image.Digest), bundle.Digest));
        (await ArtifactAsync(bundle.Digest)).RemovedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_deleted_cosign_tag_is_told_though_the_manifest_lives_on()
    {
        var image = TestManifest.Image();
        var signature = TestManifest.CosignSignature();
        var tag = CosignTag.Of(image.Digest, CosignTag.Signature);
        _registry.Put(Repository, signature, tag);
        await PushAsync(tag, signature.Digest);

        _registry.Remove(Repository, tag);
        (await PushAsync(tag, null, PushAction.Delete)).State.ShouldBe(PushState.Resolved);

        (await Eventually.ValueAsync(() => _host.Messages.Of<ReferrerRemoved>(), m => m.Count == 1)).Single().ShouldBe(new(IdOf(image.Digest), signature.Digest));
    }

    [Fact]
    public async Task A_deletion_that_the_registry_denies_removes_nothing()
    {
        await RestartAsync(referrers: true, Impatient);
        var image = TestManifest.Image();
        _registry.Put(Repository, image, "v1");
        await PushAsync("v1", image.Digest);

        (await PushAsync(null, image.Digest, PushAction.Delete)).State.ShouldBe(PushState.Ignored);

        (await ArtifactAsync(image.Digest)).RemovedAt.ShouldBeNull();
    }

    [Fact]
    public async Task An_image_that_is_pushed_under_a_signature_tag_stays_an_image()
    {
        var image = TestManifest.Image();
        var tag = CosignTag.Of(TestManifest.Image().Digest, CosignTag.Signature);
        _registry.Put(Repository, image, "v1", tag);
        await PushAsync("v1", image.Digest);

        await PushAsync(tag, image.Digest);

        (await ArtifactAsync(image.Digest)).Kind.ShouldBe(ArtifactKind.Image);
    }

    private string IdOf(Digest digest) => $"{_registry.Host}/{Repository}@{digest}";

    private async Task<ArtifactDocument> ArtifactAsync(Digest digest) => (await _host.ArtifactAsync(IdOf(digest))).ShouldNotBeNull();

    private async Task<PushDocument> PushAsync(string? tag, Digest? digest, PushAction action = PushAction.Push)
    {
        var id = await SayAsync(tag, digest, action);
        return (await Eventually.ValueAsync(_host.PushesAsync, pushes => pushes.Single(p => p.Id == id).State != PushState.Open)).Single(p => p.Id == id);
    }

    private async Task<string> SayAsync(string? tag, Digest? digest, PushAction action = PushAction.Push)
    {
        var id = $"test|{Interlocked.Increment(ref _pushes)}";
        var push = _host.Service<PushJournal>().Open(id, "test", action, _registry.Host, Repository, tag, digest?.Text, null, "{}");
        (await _host.Store.Collection(Collections.Pushes).InsertAsync(push, default)).ShouldBeTrue();
        await _host.Service<PushAnnouncer>().AnnounceAsync(id, default);
        return id;
    }

    private async Task RestartAsync(bool referrers, params (string Name, string Value)[] settings)
    {
        await _host.DisposeAsync();
        await _registry.DisposeAsync();
        await StartAsync(referrers, settings);
    }

    private async Task StartAsync(bool referrers, params (string Name, string Value)[] settings)
    {
        _registry = await TestRegistry.StartAsync(referrers);
        var all = new Dictionary<string, string?>
        {
            ["Oci:Registries:0:Host"] = _registry.Host,
            ["Oci:Registries:0:Insecure"] = "true",
            ["Ingestion:Announce:Interval"] = "00:00:00.05",
        };
        foreach (var (name, value) in settings)
            all[name] = value;
        _host = await IngestionHost.StartAsync(_folder.File("attestry.db"), all);
    }
}
