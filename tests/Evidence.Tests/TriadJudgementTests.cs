using System.Text;
using System.Text.Json;
using Attestry.Contracts.Evidence;
using Attestry.Oci.Building;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Cosign;
using Attestry.Sigstore.Trust;
using Attestry.TestKit.Signing;

namespace Attestry.Evidence.Tests;

/// <summary>Signature, SBOM and bytes in an OCI layout, each time with one of them about something else.</summary>
public sealed class TriadJudgementTests : LayoutTests
{
    private const string CycloneDxLayer = "application/vnd.cyclonedx+json";

    private const string CycloneDxPredicate = "https://cyclonedx.org/bom";

    private static readonly Digest Other = Digest.Sha256("another image"u8);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await SignAsync();
    }

    [Fact]
    public async Task What_agrees_passes()
    {
        await AttestAsync(Bom(Image.Digest));
        await AttachAsync(Bom(Image.Digest).Replace(",", " ,\n", StringComparison.Ordinal));
        await AttachAsync(Spdx(Image.Digest), "application/spdx+json");

        var content = await JudgeAsync();

        content.Verdict.ShouldBe(Verdict.Passed);
        content.Findings.ShouldBeEmpty();
        content.Result.Sboms.Select(sbom => (sbom.Source, sbom.Format, sbom.Agrees)).ShouldBe([("attested", "cyclonedx", true), ("attached", "cyclonedx", true), ("attached", "spdx", true)], ignoreOrder: true);
        content.Result.Sboms.ShouldAllBe(sbom => sbom.Describes.Contains(Image.Digest));
        content.Result.Attestations.ShouldHaveSingleItem().Predicate.ShouldBe("cyclonedx");
    }

    [Fact]
    public async Task An_SBOM_about_another_image_is_a_mismatch()
    {
        await AttachAsync(Bom(Other));
        await MismatchAsync(TriadFindings.SbomMismatch);
    }

    [Fact]
    public async Task An_attested_SBOM_whose_document_is_about_another_image_is_a_mismatch()
    {
        await AttestAsync(Spdx(Other), "https://spdx.dev/Document/v2.3");
        await MismatchAsync(TriadFindings.SbomMismatch);
    }

    [Fact]
    public async Task An_attached_SBOM_that_is_not_the_attested_one_is_a_mismatch()
    {
        await AttestAsync(Bom(Image.Digest));
        await AttachAsync(Bom(Image.Digest, "evil"));
        var content = await MismatchAsync(TriadFindings.SbomMismatch);
        content.Result.Sboms.Select(sbom => (sbom.Source, sbom.Agrees)).ShouldBe([("attested", true), ("attached", false)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_trusted_attestation_that_was_moved_here_is_a_mismatch()
    {
        using var predicate = JsonDocument.Parse(Bom(Other));
        var moved = CosignSigner.AttestReferrer(Image.MediaType, Other, Image.Size, CycloneDxPredicate, predicate.RootElement, Authority.Key, DateTimeOffset.UnixEpoch);
        await PushAsync(moved with { Bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(moved.Bytes.Span).Replace(Other.Text, Image.Digest.Text, StringComparison.Ordinal)) });
        await MismatchAsync(TriadFindings.SbomMismatch);
    }

    [Fact]
    public async Task A_trusted_signature_over_other_bytes_is_a_mismatch()
    {
        var moved = CosignSigner.SignReferrer(Image.MediaType, Other, Image.Size, Authority.Key, DateTimeOffset.UnixEpoch);
        await PushAsync(moved with { Bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(moved.Bytes.Span).Replace(Other.Text, Image.Digest.Text, StringComparison.Ordinal)) });
        await MismatchAsync(TriadFindings.BinaryMismatch);
    }

    [Fact]
    public async Task A_stranger_s_signature_over_other_bytes_disturbs_nothing()
    {
        var moved = CosignSigner.SignReferrer(Image.MediaType, Other, Image.Size, Authority.Stranger, DateTimeOffset.UnixEpoch);
        await PushAsync(moved with { Bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(moved.Bytes.Span).Replace(Other.Text, Image.Digest.Text, StringComparison.Ordinal)) });
        (await JudgeAsync()).Verdict.ShouldBe(Verdict.Passed);
    }

    [Fact]
    public async Task Bytes_that_are_not_the_digest_s_are_a_mismatch()
    {
        var path = Path.Combine(Folder.Path, "blobs", "sha256", Image.Digest.Hex);
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("\"size\":", "\"size\": ", StringComparison.Ordinal));
        var content = await JudgeAsync();
        content.Verdict.ShouldBe(Verdict.Failed);
        content.Findings.Select(finding => finding.Id).ShouldContain(TriadFindings.BinaryMismatch);
    }

    [Fact]
    public async Task The_annotation_must_hold_or_name_an_SBOM_that_agrees()
    {
        await AttachAsync(Bom(Image.Digest));
        (await JudgeAsync(Annotation(Bom(Image.Digest)))).Verdict.ShouldBe(Verdict.Passed);
        (await JudgeAsync(Annotation(Digest.Sha256(Encoding.UTF8.GetBytes(Bom(Image.Digest))).Text))).Verdict.ShouldBe(Verdict.Passed);

        Single(await JudgeAsync(Annotation(Bom(Other)))).ShouldBe(TriadFindings.SbomMismatch);
        Single(await JudgeAsync(Annotation(Other.Text))).ShouldBe(TriadFindings.SbomMismatch);
        Single(await JudgeAsync("not base64!")).ShouldBe(TriadFindings.SbomMalformed);
        Single(await JudgeAsync(Annotation("{\"bomFormat\":"))).ShouldBe(TriadFindings.SbomMalformed);
    }

    [Fact]
    public async Task An_attached_SBOM_that_cannot_be_read_is_not_passed_over()
    {
        await AttachAsync("{\"bomFormat\":\"CycloneDX\",\"bomFormat\":\"two\"}");
        await MismatchAsync(TriadFindings.SbomMalformed);
    }

    [Fact]
    public async Task As_many_distinct_signers_as_the_rule_demands_must_sign()
    {
        var keys = new[] { new TrustedKey("one", Authority.Key.Public, ["**"]), new TrustedKey("two", Authority.Ed25519Key.Public, ["**"]) };
        var scope = new TrustScope(keys, [], null, new() { Threshold = 2 }, DateTimeOffset.UnixEpoch);
        await PushAsync(CosignSigner.SignReferrer(Image.MediaType, Image.Digest, Image.Size, Authority.Key, DateTimeOffset.UnixEpoch));
        var lone = await JudgeAsync(scope: scope);
        lone.Verdict.ShouldBe(Verdict.Failed);
        lone.Findings.ShouldHaveSingleItem().Id.ShouldBe(SignatureFindings.ThresholdUnmet);

        await PushAsync(CosignSigner.SignReferrer(Image.MediaType, Image.Digest, Image.Size, Authority.Ed25519Key, DateTimeOffset.UnixEpoch));
        (await JudgeAsync(scope: scope)).Verdict.ShouldBe(Verdict.Passed);
    }

    private static string Bom(Digest digest, string name = "app") =>
        $$$"""{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"type":"container","name":"{{{name}}}","version":"{{{digest}}}"}},"components":[]}""";

    private static string Spdx(Digest digest) =>
        $$$"""{"spdxVersion":"SPDX-2.3","packages":[{"name":"app","primaryPackagePurpose":"CONTAINER","checksums":[{"algorithm":"SHA256","checksumValue":"{{{digest.Hex}}}"}]}]}""";

    private static string Annotation(string content) => Convert.ToBase64String(Encoding.UTF8.GetBytes(content));

    private static string Single(EvidenceContent<SignaturesEvidence> content)
    {
        content.Verdict.ShouldBe(Verdict.Failed);
        return content.Findings.ShouldHaveSingleItem().Id;
    }

    private async Task<EvidenceContent<SignaturesEvidence>> MismatchAsync(string id)
    {
        var content = await JudgeAsync();
        Single(content).ShouldBe(id);
        content.Result.Signatures.ShouldContain(signature => signature.Trusted);
        return content;
    }

    private async Task<EvidenceContent<SignaturesEvidence>> JudgeAsync(string? annotation = null, TrustScope? scope = null)
    {
        await using var source = await OciLayout.OpenAsync(Folder.Path, default);
        var judgement = new SignatureJudgement(Image.Digest, scope ?? TrustScope.OfKeys([new("release", Authority.Key.Public, ["**"])]));
        var subject = await TriadSubject.FetchAsync(source, Image.Digest, default);
        judgement.Add(annotation is null ? subject : subject with { Annotation = annotation });
        judgement.Add(await SignatureCollection.CollectAsync(source, Image.Digest, default));
        return judgement.Conclude();
    }

    private Task AttestAsync(string bom, string predicateType = CycloneDxPredicate) => AttestAsync(bom, predicateType, Authority.Key);

    private async Task AttachAsync(string bom, string mediaType = CycloneDxLayer)
    {
        var layer = await Writer.PushBlobAsync(mediaType, Encoding.UTF8.GetBytes(bom), default);
        var config = await Writer.PushBlobAsync("application/vnd.oci.empty.v1+json", "{}"u8.ToArray(), default);
        var manifest = new ManifestDocument { ArtifactType = mediaType, Config = config, Layers = [layer], Subject = Image };
        await Writer.PushManifestAsync(null, manifest.MediaType, manifest.ToBytes(), default);
    }
}
