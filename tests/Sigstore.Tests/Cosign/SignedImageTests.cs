using System.Text;
using System.Text.Json;
using Attestry.Oci.Referrers;
using Attestry.Oci.Registries;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Cosign;
using Attestry.TestKit.Signing;

namespace Attestry.Sigstore.Tests.Cosign;

public sealed class SignedImageTests : IAsyncLifetime
{
    private const string Repository = "team/app";

    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private readonly TestAuthority _authority = new();

    private LoopbackRegistry _registry = null!;

    private RegistryDirectory _directory = null!;

    public async Task InitializeAsync()
    {
        _registry = await LoopbackRegistry.StartAsync();
        _directory = new([new() { Host = _registry.Host, Insecure = true }], TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        _directory.Dispose();
        await _registry.DisposeAsync();
    }

    [Fact]
    public async Task Finds_both_layouts_and_every_layer()
    {
        var image = _registry.PutImage(Repository, "v1", "both");
        _registry.Put(Repository, CosignSigner.SignTag($"{_registry.Host}/{Repository}", image, _authority.Key, _authority.Stranger));
        _registry.Put(Repository, CosignSigner.SignReferrer(ManifestType, image, 8, _authority.Ed25519Key, DateTimeOffset.UnixEpoch));

        var results = await VerifyAsync(image);

        results.Select(one => (one.Material.Layout, one.Result.Verified)).ShouldBe(
        [
            (SignatureLayouts.CosignTag, true),
            (SignatureLayouts.CosignTag, false),
            (SignatureLayouts.SigstoreBundle, true),
        ]);
    }

    [Fact]
    public async Task Finds_nothing_where_nothing_is()
    {
        var collected = await CollectAsync(_registry.PutImage(Repository, "v1", "bare"));

        collected.Items.ShouldBeEmpty();
        collected.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_signature_copied_to_another_image_s_tag_does_not_count()
    {
        var signed = _registry.PutImage(Repository, "v1", "signed");
        var other = _registry.PutImage(Repository, "v2", "other");
        var signature = CosignSigner.SignTag($"{_registry.Host}/{Repository}", signed, _authority.Key);
        _registry.Put(Repository, signature with { Tag = $"sha256-{other.Hex}.sig" });

        (await VerifyAsync(other)).ShouldHaveSingleItem().Result.Finding!.Id.ShouldBe(SignatureFindings.DigestMismatch);
    }

    [Fact]
    public async Task A_bundle_about_another_image_does_not_count()
    {
        var signed = _registry.PutImage(Repository, "v1", "signed");
        var other = _registry.PutImage(Repository, "v2", "other");
        var bundle = CosignSigner.SignReferrer(ManifestType, signed, 8, _authority.Key, DateTimeOffset.UnixEpoch);
        var moved = Encoding.UTF8.GetString(bundle.Bytes.Span).Replace(signed.Hex, other.Hex);
        _registry.Put(Repository, bundle with { Bytes = Encoding.UTF8.GetBytes(moved) });

        (await VerifyAsync(other)).ShouldHaveSingleItem().Result.Finding!.Id.ShouldBe(SignatureFindings.DigestMismatch);
    }

    [Fact]
    public async Task Content_other_than_the_manifest_states_is_not_judged()
    {
        var image = _registry.PutImage(Repository, "v1", "image");
        var signature = CosignSigner.SignTag($"{_registry.Host}/{Repository}", image, _authority.Key);
        _registry.Put(Repository, signature);
        var payload = signature.Blobs.Single(blob => Encoding.UTF8.GetString(blob.Value.Span).Contains("critical"));
        var tampered = payload.Value.ToArray();
        tampered[^1] ^= 1;
        _registry.PutBlob(payload.Key, tampered);

        (await VerifyAsync(image)).ShouldHaveSingleItem().Result.Finding!.Id.ShouldBe(OciFindings.BlobDigestMismatch);
    }

    [Fact]
    public async Task Content_that_is_missing_or_too_large_is_not_judged()
    {
        var image = _registry.PutImage(Repository, "v1", "image");
        var layers = string.Join(',', Layer(new string('0', 64), 10), Layer(new string('1', 64), ReferrerLimits.ContentBytes + 1));
        _registry.PutManifest(Repository, $"sha256-{image.Hex}.sig", ManifestType, Encoding.UTF8.GetBytes(
            $$"""{"schemaVersion":2,"mediaType":"{{ManifestType}}","config":{{Layer(new string('2', 64), 2)}},"layers":[{{layers}}]}"""));

        (await VerifyAsync(image)).Select(one => one.Result.Finding!.Id).ShouldBe([ReferrerFindings.ContentMissing, ReferrerFindings.LimitExceeded]);

        static string Layer(string hex, int size) => $$"""{"mediaType":"{{CosignMediaTypes.SimpleSigning}}","digest":"sha256:{{hex}}","size":{{size}}}""";
    }

    [Fact]
    public async Task A_signature_manifest_that_is_none_is_a_finding()
    {
        var image = _registry.PutImage(Repository, "v1", "image");
        _registry.PutManifest(Repository, $"sha256-{image.Hex}.sig", ManifestType, "{}"u8.ToArray());

        (await CollectAsync(image)).Findings.ShouldHaveSingleItem().Id.ShouldBe(OciFindings.ManifestMalformed);
    }

    [Fact]
    public async Task Reads_a_bounded_number_of_referrers_bundles_first()
    {
        var image = _registry.PutImage(Repository, "v1", "image");
        for (var i = 0; i < ReferrerLimits.Manifests + 10; i++)
            _registry.PutManifest(Repository, null, ManifestType, Encoding.UTF8.GetBytes(
                $$$"""{"schemaVersion":2,"mediaType":"{{{ManifestType}}}","artifactType":"text/plain","config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"{{{Digest.Sha256("{}"u8)}}}","size":2},"layers":[],"subject":{"mediaType":"{{{ManifestType}}}","digest":"{{{image}}}","size":8},"annotations":{"n":"{{{i}}}"}}"""));
        _registry.Put(Repository, CosignSigner.SignReferrer(ManifestType, image, 8, _authority.Key, DateTimeOffset.UnixEpoch));

        var collected = await CollectAsync(image);

        collected.Findings.ShouldHaveSingleItem().Id.ShouldBe(ReferrerFindings.LimitExceeded);
        new FoundMaterial(collected.Items.ShouldHaveSingleItem()).Verify(image, _authority.Trusted).Verified.ShouldBeTrue();
    }

    [Fact]
    public async Task Reads_a_bounded_number_of_signatures()
    {
        var image = _registry.PutImage(Repository, "v1", "image");
        _registry.Put(Repository, CosignSigner.SignTag("r/app", image, [.. Enumerable.Repeat(_authority.Stranger, ReferrerLimits.Contents + 1)]));

        var collected = await CollectAsync(image);

        collected.Items.Count.ShouldBe(ReferrerLimits.Contents);
        collected.Findings.ShouldHaveSingleItem().Id.ShouldBe(ReferrerFindings.LimitExceeded);
    }

    [Fact]
    public async Task Large_attestations_do_not_use_up_what_a_signature_needs()
    {
        var image = _registry.PutImage(Repository, "v1", "image");
        using var large = JsonDocument.Parse($"\"{new string('x', 10 << 20)}\"");
        for (var i = 0; i < 4; i++)
            _registry.Put(Repository, CosignSigner.AttestReferrer(ManifestType, image, 8, $"https://example.com/{i}", large.RootElement, _authority.Key, DateTimeOffset.UnixEpoch));
        _registry.Put(Repository, CosignSigner.SignReferrer(ManifestType, image, 8, _authority.Key, DateTimeOffset.UnixEpoch));

        var results = await VerifyAsync(image);

        results.Count(one => one.Result is { Verified: true, IsAttestation: false }).ShouldBe(1);
        results.Count(one => one.Result.Finding?.Id == ReferrerFindings.LimitExceeded).ShouldBe(2);
    }

    [Fact]
    public async Task The_order_depends_on_the_content_alone()
    {
        var image = _registry.PutImage(Repository, "v1", "image");
        var bundles = Enumerable.Range(0, 5).Select(_ => CosignSigner.SignReferrer(ManifestType, image, 8, _authority.Key, DateTimeOffset.UnixEpoch)).ToList();
        bundles.ForEach(bundle => _registry.Put(Repository, bundle));

        (await CollectAsync(image)).Items.Select(item => item.Manifest).ShouldBe(bundles.Select(bundle => bundle.Digest).Order());
    }

    private async Task<IReadOnlyList<(FoundMaterial Material, SignatureResult Result)>> VerifyAsync(Digest subject) =>
        [.. (await CollectAsync(subject)).Items.Select(item => new FoundMaterial(item)).Select(material => (material, material.Verify(subject, _authority.Trusted)))];

    private async Task<AttachedContents> CollectAsync(Digest subject)
    {
        await using var source = _directory.Open(_registry.Host, Repository)!;
        return (await FoundMaterial.CollectAsync(source, subject)).Contents;
    }
}
