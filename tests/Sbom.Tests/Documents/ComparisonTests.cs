using Attestry.Primitives.Findings;
using Attestry.Sbom.Comparing;
using Attestry.Sbom.Documents;

namespace Attestry.Sbom.Tests.Documents;

public sealed class ComparisonTests
{
    [Fact]
    public void Tells_what_is_missing_extra_and_of_another_version()
    {
        var differences = BomComparison.Compare(
            Bom("pkg:npm/same@1", "pkg:npm/missing@1", "pkg:npm/other@1", "pkg:npm/twice@1", "pkg:npm/twice@2"),
            Bom("pkg:npm/same@1", "pkg:npm/extra@1", "pkg:npm/other@2", "pkg:npm/twice@1"),
            onlyCatalogued: true);
        differences.Select(d => $"{d.Kind} {d.Package} [{string.Join(' ', d.Found)}] [{string.Join(' ', d.Stated)}]").ShouldBe(
        [
            "Extra pkg:npm/extra [] [1]",
            "Missing pkg:npm/missing [1] []",
            "VersionDiffers pkg:npm/other [1] [2]",
            "VersionDiffers pkg:npm/twice [2] []",
        ]);
        BomComparison.Findings(differences, "sha256:aa").Select(f => f.Id).ShouldBe([BomFindings.PackageMissing, BomFindings.PackageExtra, BomFindings.VersionDiffers, BomFindings.VersionDiffers]);
    }

    [Theory]
    [InlineData("pkg:deb/debian/libc6@2.36?arch=amd64", "pkg:deb/debian/libc6@2.36?distro=debian-12")]
    [InlineData("pkg:golang/example.org/m@v1.2.3", "pkg:golang/example.org/m@1.2.3")]
    [InlineData("pkg:golang/example.org/main", "pkg:golang/example.org/main@(devel)")]
    [InlineData("pkg:rpm/fedora/bash@5.2-1.fc39?epoch=1", "pkg:rpm/fedora/bash@1:5.2-1.fc39")]
    [InlineData("pkg:pypi/some_thing@1", "pkg:pypi/Some-Thing@1")]
    public void Other_ways_to_write_the_same_are_no_difference(string found, string stated) =>
        BomComparison.Compare(Bom(found), Bom(stated), onlyCatalogued: true).ShouldBeEmpty();

    [Fact]
    public void Of_types_that_nobody_looked_for_nothing_is_said()
    {
        BomComparison.Compare(Bom(), Bom("pkg:github/a/b@1", "pkg:generic/x@1"), onlyCatalogued: true).ShouldBeEmpty();
        BomComparison.Compare(Bom(), Bom("pkg:github/a/b@1"), onlyCatalogued: false).ShouldHaveSingleItem().Kind.ShouldBe(BomDifferenceKind.Extra);
    }

    [Fact]
    public void A_document_about_something_else_gives_a_bounded_list()
    {
        var differences = BomComparison.Compare(Bom(), Bom([.. Enumerable.Range(0, 2000).Select(i => $"pkg:npm/p{i}@1")]), onlyCatalogued: true);
        var findings = BomComparison.Findings(differences, "x");
        (differences.Count, findings.Count, findings[^1].Id).ShouldBe((2000, 101, BomFindings.MoreDifferences));
    }

    private static BillOfMaterials Bom(params string[] purls) =>
        new("x", "x") { Components = [.. purls.Select((p, i) => new BomComponent($"c{i}", BomComponentKind.Library, $"n{i}") { Purl = p })] };
}
