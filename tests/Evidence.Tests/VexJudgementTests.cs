using System.Text;
using System.Text.Json;
using Attestry.Contracts.Evidence;
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

/// <summary>VEX documents beside an image in an OCI layout: attested by one who is trusted, by a stranger, or by nobody.</summary>
public sealed class VexJudgementTests : LayoutTests
{
    private const string OpenVex = """{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.com/1","author":"a","timestamp":"2026-01-01T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-1"},"products":[{"@id":"pkg:npm/a"}],"status":"fixed"}]}""";

    private const string CycloneDx = """{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"timestamp":"2026-01-01T00:00:00Z"},"vulnerabilities":[{"id":"CVE-1","analysis":{"state":"resolved"},"affects":[{"ref":"pkg:npm/a"}]}]}""";

    private const string Csaf =
        """
        {"document":{"category":"csaf_vex","csaf_version":"2.0","publisher":{"name":"a"},"tracking":{"current_release_date":"2026-01-01T00:00:00Z"}},
         "product_tree":{"full_product_names":[{"product_id":"P","name":"a","product_identification_helper":{"purl":"pkg:npm/a"}}]},"vulnerabilities":[{"cve":"CVE-1","product_status":{"fixed":["P"]}}]}
        """;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await SignAsync();
    }

    [Theory]
    [InlineData("https://openvex.dev/ns", OpenVex, "openvex")]
    [InlineData("https://openvex.dev/ns/v0.2.0", OpenVex, "openvex")]
    [InlineData("https://cyclonedx.org/bom", CycloneDx, "cyclonedx")]
    [InlineData("https://docs.oasis-open.org/csaf/csaf/v2.0", Csaf, "csaf")]
    [InlineData("https://cosign.sigstore.dev/attestation/v1", Csaf, "csaf")]
    public async Task A_document_that_a_trusted_signer_attests_counts_and_is_kept(string predicateType, string document, string format)
    {
        await AttestAsync(document, predicateType, Authority.Key);
        var (content, kept) = await JudgeAsync();
        var found = content.Result.VexDocuments.ShouldHaveSingleItem();
        (found.Source, found.Format, found.Statements, found.Trusted, found.Signer, found.Subject).ShouldBe(("attested", format, 1, true, "release", Image.Digest));
        var file = kept.ShouldHaveSingleItem();
        (file.Kind, file.Digest, file.MediaType).ShouldBe((KeptDocument.Vex, found.Content, "application/json"));
        Digest.Sha256(file.Content.Span).ShouldBe(found.Content);
        // It analyses vulnerabilities and lists nothing: it is no SBOM.
        content.Result.Sboms.ShouldBeEmpty();
        content.Verdict.ShouldBe(Verdict.Passed);
    }

    [Fact]
    public async Task A_document_that_cosign_wrapped_as_text_counts_too()
    {
        await AttestAsync(JsonSerializer.Serialize(new { Data = OpenVex, Timestamp = "2026-01-01T00:00:00Z" }), "https://cosign.sigstore.dev/attestation/v1", Authority.Key);
        (await JudgeAsync()).Content.Result.VexDocuments.ShouldHaveSingleItem().Trusted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_stranger_s_attestation_counts_for_nothing()
    {
        await AttestAsync(OpenVex, "https://openvex.dev/ns", Authority.Stranger);
        var (content, kept) = await JudgeAsync();
        var found = content.Result.VexDocuments.ShouldHaveSingleItem();
        (found.Trusted, found.Signer, found.Findings.ShouldHaveSingleItem().Id.StartsWith("signature.", StringComparison.Ordinal)).ShouldBe((false, null, true));
        kept.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("application/openvex+json", OpenVex, "openvex")]
    [InlineData("application/vnd.cyclonedx+json", CycloneDx, "cyclonedx")]
    [InlineData("application/csaf+json", Csaf, "csaf")]
    [InlineData("application/json", OpenVex, "openvex")]
    public async Task What_nobody_signs_is_told_and_counts_for_nothing(string type, string document, string format)
    {
        await AttachAsync(document, type);
        var (content, kept) = await JudgeAsync();
        var found = content.Result.VexDocuments.ShouldHaveSingleItem();
        (found.Source, found.Format, found.Statements, found.Trusted, found.Signer).ShouldBe(("attached", format, 1, false, null));
        kept.ShouldHaveSingleItem().Kind.ShouldBe(KeptDocument.Vex);
        content.Verdict.ShouldBe(Verdict.Passed);
        content.Result.Sboms.ShouldBeEmpty();
        // It is no bad signature either.
        content.Result.Signatures.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("application/openvex+json", "no document")]
    [InlineData("application/openvex+json", "{}")]
    public async Task What_says_to_be_a_document_and_is_none_is_told(string type, string text)
    {
        await AttachAsync(text, type);
        (await JudgeAsync()).Content.Result.VexDocuments.ShouldHaveSingleItem().Findings.ShouldHaveSingleItem().Id.ShouldBe(VulnerabilityFindings.VexMalformed);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("no json")]
    public async Task Any_other_JSON_is_passed_over(string text)
    {
        await AttachAsync(text, "application/json");
        var (content, kept) = await JudgeAsync();
        (content.Verdict, content.Result.VexDocuments.Count, content.Result.Sboms.Count, content.Result.Signatures.Count, kept.Count).ShouldBe((Verdict.Passed, 0, 0, 1, 0));
    }

    [Theory]
    [InlineData("application/json", """{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"a"}]}""", "cyclonedx")]
    [InlineData("text/spdx", "SPDXVersion: SPDX-2.3\nDocumentName: x\n", "spdx-tag-value")]
    [InlineData("application/vnd.cyclonedx+xml", "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.5\"/>", "cyclonedx-xml")]
    [InlineData("application/vnd.syft+json", """{"schema":{"version":"16","url":"https://example.com/syft/schema.json"},"artifacts":[]}""", "syft")]
    public async Task Every_format_of_SBOM_is_known_and_kept(string type, string document, string format)
    {
        await AttachAsync(document, type);
        var (content, kept) = await JudgeAsync();
        var found = content.Result.Sboms.ShouldHaveSingleItem();
        (found.Format, found.Subject, found.Signer).ShouldBe((format, Image.Digest, null));
        kept.ShouldHaveSingleItem().Digest.ShouldBe(found.Content);
    }

    [Fact]
    public async Task An_attested_SBOM_names_its_signer_and_one_with_analyses_is_both()
    {
        await AttestAsync(CycloneDx.Replace("\"vulnerabilities\"", "\"components\":[{\"type\":\"library\",\"name\":\"a\",\"purl\":\"pkg:npm/a@1\"}],\"vulnerabilities\"", StringComparison.Ordinal), "https://cyclonedx.org/bom", Authority.Key);
        var (content, kept) = await JudgeAsync();
        (content.Result.Sboms.ShouldHaveSingleItem().Signer, content.Result.VexDocuments.ShouldHaveSingleItem().Trusted).ShouldBe(("release", true));
        kept.Select(one => one.Kind).ShouldBe([KeptDocument.Sbom, KeptDocument.Vex]);
    }

    [Fact]
    public void An_SBOM_in_the_annotation_is_kept_too()
    {
        var bom = """{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"a","purl":"pkg:npm/a@1"}]}"""u8;
        var judgement = new SignatureJudgement(Image.Digest, TrustScope.OfKeys([]));
        judgement.Add(new TriadSubject([Image.Digest], Convert.ToBase64String(bom), null));
        var found = judgement.Conclude().Result.Sboms.ShouldHaveSingleItem();
        (found.Source, found.Content, found.Subject).ShouldBe(("annotation", Digest.Sha256(bom), Image.Digest));
        judgement.Documents.ShouldHaveSingleItem().Content.Span.SequenceEqual(bom).ShouldBeTrue();
    }

    private async Task<(EvidenceContent<SignaturesEvidence> Content, IReadOnlyList<KeptDocument> Kept)> JudgeAsync()
    {
        await using var source = await OciLayout.OpenAsync(Folder.Path, default);
        var judgement = new SignatureJudgement(Image.Digest, TrustScope.OfKeys([new("release", Authority.Key.Public, ["**"])]));
        judgement.Add(await SignatureCollection.CollectAsync(source, Image.Digest, default));
        return (judgement.Conclude(), judgement.Documents);
    }

    private async Task AttachAsync(string content, string mediaType) => await ReferrerBuilder.PushAsync(Writer, Image, mediaType, Encoding.UTF8.GetBytes(content), null, default);
}
