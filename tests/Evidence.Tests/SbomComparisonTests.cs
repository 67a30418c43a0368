using System.Text;
using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Evidence.Tests;

/// <summary>What SBOMs state beside what is there.</summary>
public sealed class SbomComparisonTests
{
    private static readonly Digest Index = Digest.Sha256("index"u8);
    private static readonly Digest Amd = Digest.Sha256("amd64"u8);
    private static readonly Digest Arm = Digest.Sha256("arm64"u8);

    [Fact]
    public void A_document_that_lies_is_found_out_by_name_and_number()
    {
        var compared = SbomComparison.Compare(Scan(Image(Amd, "a@1", "b@1")), Amd, [Stated(Amd, "a@2", "c@1")]);
        var stated = compared.Result.Stated.ShouldHaveSingleItem();
        (stated.Missing, stated.Extra, stated.VersionDiffers, stated.Agrees, stated.Format).ShouldBe((1, 1, 1, false, "CycloneDX 1.6 JSON"));
        stated.Images.ShouldBe([Amd]);
        compared.Findings.Select(finding => (finding.Id, finding.Location)).ShouldBe(
            [(BomFindings.PackageMissing, stated.Content.Text), (BomFindings.PackageExtra, stated.Content.Text), (BomFindings.VersionDiffers, stated.Content.Text)]);
        compared.Verdict.ShouldBe(Verdict.Passed);
    }

    [Fact]
    public void A_document_that_is_right_agrees_and_comparing_again_says_the_same()
    {
        var scan = Scan(Image(Amd, "a@1"));
        var once = SbomComparison.Compare(scan, Amd, [Stated(Amd, "a@1")]);
        once.Result.Stated.ShouldHaveSingleItem().Agrees.ShouldBeTrue();
        once.Findings.ShouldBeEmpty();
        var lied = SbomComparison.Compare(once, Amd, [Stated(Amd, "a@2")]);
        lied.Findings.ShouldHaveSingleItem();
        SbomComparison.Compare(lied, Amd, []).Findings.ShouldBeEmpty();
        SbomComparison.Compare(lied, Amd, []).Result.Stated.ShouldBeEmpty();
    }

    [Fact]
    public void What_comes_with_an_image_of_an_index_is_compared_with_that_image()
    {
        var compared = SbomComparison.Compare(Scan(Image(Amd, "a@1"), Image(Arm, "b@1")), Index, [Stated(Arm, "b@1"), Stated(Amd, "b@1")]);
        compared.Result.Stated.Select(one => (one.Images.Single(), one.Agrees)).ShouldBe([(Arm, true), (Amd, false)]);
    }

    [Fact]
    public void What_comes_with_an_index_is_compared_with_the_image_that_it_names_or_else_with_all_together()
    {
        var scan = Scan(Image(Amd, "a@1", "x@1"), Image(Arm, "a@1", "y@1"));
        var named = Stated(Index, "a@1", "y@1") is var one ? one with { Found = one.Found with { Describes = [Arm] } } : one;
        var compared = SbomComparison.Compare(scan, Index, [named, Stated(Index, "a@1", "x@1", "y@1"), Stated(Index, "a@1", "x@1")]);
        compared.Result.Stated.Select(stated => (stated.Images.Count, stated.Missing, stated.Extra)).ShouldBe([(1, 0, 0), (2, 0, 0), (2, 1, 0)]);
        compared.Result.Stated[0].Images.ShouldBe([Arm]);
    }

    [Fact]
    public void In_the_evidence_of_an_image_only_that_document_of_its_index_counts_that_names_it()
    {
        var about = Stated(Index, "a@1");
        var compared = SbomComparison.Compare(Scan(Image(Amd, "a@1")), Amd, [about, about with { Found = about.Found with { Describes = [Amd] } }]);
        compared.Result.Stated.Select(one => one.Images.Count).ShouldBe([0, 1]);
    }

    [Fact]
    public void Of_a_scan_that_failed_nothing_is_missed()
    {
        var compared = SbomComparison.Compare(Scan(Image(Amd)) with { Verdict = Verdict.Failed }, Amd, [Stated(Amd, "a@1")]);
        compared.Findings.ShouldBeEmpty();
        compared.Result.Stated.ShouldHaveSingleItem().Images.ShouldBeEmpty();
    }

    [Fact]
    public void A_package_under_the_name_that_another_provides_is_not_invented()
    {
        var image = Image(Amd, "a@1");
        image = image with { Packages = [image.Packages[0] with { Provides = ["pkg:pypi/p@3"] }] };
        SbomComparison.Compare(Scan(image), Amd, [StatedText(Amd, Bom("pkg:npm/a@1", "pkg:pypi/p@3"))]).Findings.ShouldBeEmpty();
        SbomComparison.Compare(Scan(image), Amd, [StatedText(Amd, Bom("pkg:npm/a@1", "pkg:pypi/q@3"))]).Findings.ShouldHaveSingleItem().Id.ShouldBe(BomFindings.PackageExtra);
    }

    [Theory]
    [InlineData("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"0.9\"}", BomFindings.UnknownFormat)]
    [InlineData("<bom xmlns=\"http://cyclonedx.org/schema/bom/1.5\">", BomFindings.Malformed)]
    [InlineData("no document", BomFindings.UnknownFormat)]
    public void What_cannot_be_read_is_told(string text, string id)
    {
        var compared = SbomComparison.Compare(Scan(Image(Amd, "a@1")), Amd, [StatedText(Amd, text)]);
        compared.Findings.ShouldHaveSingleItem().Id.ShouldBe(id);
        compared.Result.Stated.ShouldHaveSingleItem().Images.ShouldBeEmpty();
    }

    [Fact]
    public void Differences_are_bounded_and_counted_all()
    {
        var compared = SbomComparison.Compare(Scan(Image(Amd, "a@1")), Amd, [Stated(Amd, ["a@1", .. Enumerable.Range(0, 300).Select(i => $"n{i}@1")])]);
        compared.Result.Stated[0].Extra.ShouldBe(300);
        compared.Findings.Count.ShouldBe(101);
        compared.Findings[^1].Id.ShouldBe(BomFindings.MoreDifferences);
    }

    private static EvidenceContent<SbomEvidence> Scan(params PlatformPackages[] images) => new(Verdict.Passed, [], new("1", images));

    private static PlatformPackages Image(Digest image, params string[] packages) => new(
        image, "linux/amd64", null, [.. packages.Select(p => p.Split('@')).Select(p => new EvidencePackage($"pkg:npm/{p[0]}@{p[1]}", "npm", p[0], p[1], null, Amd, "f", "npm-package"))]);

    private static StatedSbom Stated(Digest subject, params string[] packages) => StatedText(subject, Bom([.. packages.Select(p => $"pkg:npm/{p}")]));

    private static string Bom(params string[] purls) =>
        $$"""{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{{string.Join(',', purls.Select(p => $$"""{"type":"library","name":"x","purl":"{{p}}"}"""))}}]}""";

    private static StatedSbom StatedText(Digest subject, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new(new("attached", Digest.Sha256("manifest"u8), Digest.Sha256(bytes), "cyclonedx", [], true) { Subject = subject }, bytes);
    }
}
