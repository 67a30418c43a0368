using Attestry.Oci.Building;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Trust;
using Attestry.TestKit.Signing;

namespace Attestry.Evidence.Tests;

public sealed class SignatureJudgementTests : IAsyncLifetime
{
    private readonly TestAuthority _authority = new();

    private readonly TemporaryFolder _folder = new();

    private LayoutWriter _writer = null!;

    private Descriptor _image = null!;

    public async Task InitializeAsync()
    {
        _writer = await LayoutWriter.OpenAsync(_folder.Path, default);
        using var layer = new LayerBuilder();
        _image = await new ImageBuilder { Layers = [layer.AddFile("etc/os-release", "ID=debian\n"u8.ToArray()).Build()] }.PushAsync(_writer, "app", default);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task One_trusted_signature_passes_beside_a_stranger_s()
    {
        await SignAsync(_image, _authority.Key, _authority.Stranger);
        var content = await JudgeAsync();
        content.Verdict.ShouldBe(Verdict.Passed);
        content.Findings.ShouldBeEmpty();
        content.Result.Signatures.Select(s => (s.Trusted, s.Key, s.SignedDigest)).ShouldBe([(true, "release", _image.Digest), (false, null, null)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_stranger_s_signature_alone_fails_and_says_why()
    {
        await SignAsync(_image, _authority.Stranger);
        var content = await JudgeAsync();
        content.Verdict.ShouldBe(Verdict.Failed);
        var finding = content.Findings.ShouldHaveSingleItem();
        finding.Id.ShouldBe(SignatureFindings.Invalid);
        finding.Location.ShouldBe(content.Result.Signatures.ShouldHaveSingleItem().Manifest.Text);
    }

    [Fact]
    public async Task Nothing_attached_fails()
    {
        var content = await JudgeAsync();
        content.Verdict.ShouldBe(Verdict.Failed);
        content.Findings.ShouldHaveSingleItem().Id.ShouldBe(SignatureFindings.Missing);
        content.Result.Signatures.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_attestation_signs_nothing()
    {
        var predicate = System.Text.Json.JsonSerializer.SerializeToElement(new { });
        await PushAsync(CosignSigner.AttestReferrer(_image.MediaType, _image.Digest, _image.Size, "https://slsa.dev/provenance/v1", predicate, _authority.Key, DateTimeOffset.UnixEpoch));
        var content = await JudgeAsync();
        content.Verdict.ShouldBe(Verdict.Failed);
        content.Result.Attestations.ShouldHaveSingleItem().Trusted.ShouldBeTrue();
        content.Result.Signatures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_signature_over_an_index_that_lists_the_image_says_so()
    {
        var index = await IndexBuilder.PushAsync(_writer, "index", [_image], default);
        await SignAsync(index, _authority.Key);
        (await JudgeAsync()).Verdict.ShouldBe(Verdict.Failed);
        var content = await JudgeAsync(index.Digest);
        content.Verdict.ShouldBe(Verdict.Passed);
        content.Findings.ShouldHaveSingleItem().Id.ShouldBe(SignatureFindings.ViaIndex);
    }

    private async Task<Contracts.Evidence.EvidenceContent<Contracts.Evidence.SignaturesEvidence>> JudgeAsync(Digest? about = null)
    {
        await using var source = await OciLayout.OpenAsync(_folder.Path, default);
        var judgement = new SignatureJudgement(_image.Digest, [new TrustedKey("release", _authority.Key.Public, ["**"])]);
        judgement.Add(await SignatureCollection.CollectAsync(source, about ?? _image.Digest, default));
        return judgement.Conclude();
    }

    private Task SignAsync(Descriptor subject, params SigningKey[] keys) => PushAsync(CosignSigner.SignTag("registry.example/app", subject.Digest, keys));

    private async Task PushAsync(SignatureManifest signature)
    {
        foreach (var blob in signature.Blobs.Values)
            await _writer.PushBlobAsync("application/octet-stream", blob, default);
        await _writer.PushManifestAsync(signature.Tag, signature.MediaType, signature.Bytes, default);
    }
}
