using Attestry.Oci.Building;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Trust;
using Attestry.TestKit.Signing;

namespace Attestry.Evidence.Tests;

public sealed class SignatureJudgementTests : LayoutTests
{
    [Fact]
    public async Task One_trusted_signature_passes_beside_a_stranger_s()
    {
        await SignAsync(Image, Authority.Key, Authority.Stranger);
        var content = await JudgeAsync();
        content.Verdict.ShouldBe(Verdict.Passed);
        content.Findings.ShouldBeEmpty();
        content.Result.Signatures.Select(s => (s.Trusted, s.Key, s.SignedDigest)).ShouldBe([(true, "release", Image.Digest), (false, null, null)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_stranger_s_signature_alone_fails_and_says_why()
    {
        await SignAsync(Image, Authority.Stranger);
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
        await PushAsync(CosignSigner.AttestReferrer(Image.MediaType, Image.Digest, Image.Size, "https://slsa.dev/provenance/v1", predicate, Authority.Key, DateTimeOffset.UnixEpoch));
        var content = await JudgeAsync();
        content.Verdict.ShouldBe(Verdict.Failed);
        content.Result.Attestations.ShouldHaveSingleItem().Trusted.ShouldBeTrue();
        content.Result.Signatures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{ "list": [null, 1.50],  "text": "a<b" }""", """{"list":[null,1.50],"text":"a<b"}""")]
    [InlineData("\"only text\"", "\"only text\"")]
    [InlineData("""{"half":"\ud800"}""", null)]
    public async Task The_predicate_of_a_trusted_statement_is_kept_word_for_word(string predicate, string? kept)
    {
        await AttestAsync(predicate, Authority.Key);
        await AttestAsync(predicate, Authority.Stranger);
        var attestations = (await JudgeAsync()).Result.Attestations;
        attestations.Single(one => one.Trusted).Content.ShouldBe(kept);
        attestations.Single(one => !one.Trusted).Content.ShouldBeNull();
    }

    [Fact]
    public async Task Predicates_that_are_too_large_or_too_deep_are_not_kept()
    {
        var largest = $"\"{new string('a', PredicateLimits.Bytes - 2)}\"";
        await AttestAsync(largest, Authority.Key);
        await AttestAsync(largest.Replace("a\"", "aa\"", StringComparison.Ordinal), Authority.Key);
        await AttestAsync(new string('[', PredicateLimits.Depth) + new string(']', PredicateLimits.Depth), Authority.Key);
        await AttestAsync(new string('[', PredicateLimits.Depth + 1) + new string(']', PredicateLimits.Depth + 1), Authority.Key);
        var content = await JudgeAsync();
        content.Result.Attestations.Count(one => one.Trusted).ShouldBe(4);
        content.Result.Attestations.Where(one => one.Content is not null).Select(one => one.Content!.Length).Order().ShouldBe([2 * PredicateLimits.Depth, PredicateLimits.Bytes]);
    }

    [Fact]
    public async Task Predicates_are_kept_up_to_a_sum()
    {
        const int Each = 60 * 1024;
        for (var i = 0; i < PredicateLimits.AllBytes / Each + 2; i++)
            await AttestAsync($"\"{i:00}{new string('a', Each - 4)}\"", Authority.Key);
        (await JudgeAsync()).Result.Attestations.Count(one => one.Content is not null).ShouldBe(PredicateLimits.AllBytes / Each);
    }

    [Fact]
    public async Task A_signature_by_key_names_the_key()
    {
        await SignAsync(Image, Authority.Key);
        (await JudgeAsync()).Result.Signatures.ShouldHaveSingleItem().KeyId.ShouldBe(Authority.Key.Public.KeyId);
    }

    [Fact]
    public async Task A_signature_over_an_index_that_lists_the_image_says_so()
    {
        var index = await IndexBuilder.PushAsync(Writer, "index", [Image], default);
        await SignAsync(index, Authority.Key);
        (await JudgeAsync()).Verdict.ShouldBe(Verdict.Failed);
        var content = await JudgeAsync(index.Digest);
        content.Verdict.ShouldBe(Verdict.Passed);
        content.Findings.ShouldHaveSingleItem().Id.ShouldBe(SignatureFindings.ViaIndex);
    }

    private async Task<Contracts.Evidence.EvidenceContent<Contracts.Evidence.SignaturesEvidence>> JudgeAsync(Digest? about = null)
    {
        await using var source = await OciLayout.OpenAsync(Folder.Path, default);
        var judgement = new SignatureJudgement(Image.Digest, [new TrustedKey("release", Authority.Key.Public, ["**"])]);
        judgement.Add(await SignatureCollection.CollectAsync(source, about ?? Image.Digest, default));
        return judgement.Conclude();
    }

    // By hand, so that the predicate stands in the statement as it is given.
    private async Task AttestAsync(string predicate, SigningKey key)
    {
        var statement = $$$"""{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"app","digest":{"sha256":"{{{Image.Digest.Hex}}}"}}],"predicateType":"https://example.org/scan","predicate":{{{predicate}}}}""";
        var envelope = DsseEnvelopeJson.Write(DsseSigner.Sign("application/vnd.in-toto+json", System.Text.Encoding.UTF8.GetBytes(statement), key));
        var empty = await Writer.PushBlobAsync("application/vnd.oci.empty.v1+json", "{}"u8.ToArray(), default);
        var layer = await Writer.PushBlobAsync("application/vnd.dsse.envelope.v1+json", envelope, default);
        var manifest = $$$$"""
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"application/vnd.dsse.envelope.v1+json",
             "config":{"mediaType":"{{{{empty.MediaType}}}}","digest":"{{{{empty.Digest}}}}","size":{{{{empty.Size}}}}},
             "layers":[{"mediaType":"{{{{layer.MediaType}}}}","digest":"{{{{layer.Digest}}}}","size":{{{{layer.Size}}}}}],
             "subject":{"mediaType":"{{{{Image.MediaType}}}}","digest":"{{{{Image.Digest}}}}","size":{{{{Image.Size}}}}}}
            """;
        await Writer.PushManifestAsync(null, "application/vnd.oci.image.manifest.v1+json", System.Text.Encoding.UTF8.GetBytes(manifest), default);
    }

    private Task SignAsync(Descriptor subject, params SigningKey[] keys) => PushAsync(CosignSigner.SignTag("registry.example/app", subject.Digest, keys));
}
