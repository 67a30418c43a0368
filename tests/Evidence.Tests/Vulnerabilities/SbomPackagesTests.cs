using System.Text;
using Attestry.Evidence.Vulnerabilities;

namespace Attestry.Evidence.Tests.Vulnerabilities;

public sealed class SbomPackagesTests
{
    [Theory]
    [InlineData("""{"bomFormat":"CycloneDX","components":[{"purl":"pkg:npm/a@1","components":[{"purl":"pkg:npm/b@2"}]},{"name":"no purl"},{"purl":"pkg:npm/a@1"},{"purl":"pkg:oci/x@sha256%3Aab"}]}""")]
    [InlineData("""{"spdxVersion":"SPDX-2.3","packages":[{"externalRefs":[{"referenceType":"cpe23Type","referenceLocator":"cpe:x"},{"referenceType":"purl","referenceLocator":"pkg:npm/b@2"}]},{"externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:npm/a@1"}]},{"name":"x"}]}""")]
    [InlineData("""{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[{"type":"software_Package","software_packageUrl":"pkg:npm/b@2"},{"type":"software_File"},{"type":"software_Package","software_packageUrl":"pkg:npm/a@1"}]}""")]
    public void Every_format_lists_packages_by_their_url(string json) =>
        Read(json)!.Select(package => (package.Purl, package.Name, package.Version)).ShouldBe([("pkg:npm/a@1", "a", "1"), ("pkg:npm/b@2", "b", "2")]);

    [Fact]
    public void Names_and_versions_are_as_the_ecosystem_writes_them()
    {
        Read("""{"bomFormat":"CycloneDX","components":[{"purl":"pkg:rpm/rocky/bash@5.1-9?epoch=1&distro=rocky-9.4"},{"purl":"pkg:maven/org.a/b@1"},{"purl":"pkg:golang/golang.org/x/net@v0.1.0"}]}""")!
            .Select(package => (package.Name, package.Version)).ShouldBe([("golang.org/x/net", "v0.1.0"), ("org.a:b", "1"), ("bash", "1:5.1-9")]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"spdxVersion":3""")]
    public void What_is_no_bill_of_materials_is_none(string text) => Read(text).ShouldBeNull();

    [Theory]
    [InlineData("""{"bomFormat":"CycloneDX","components":{"purl":"pkg:npm/a@1"}}""")]
    [InlineData("""{"bomFormat":"CycloneDX","components":[1,null,"x",{"purl":5},{"purl":"pkg:"},{"components":[[]]}]}""")]
    [InlineData("""{"spdxVersion":"SPDX-2.3","packages":[{"externalRefs":7},4]}""")]
    public void Fields_of_wrong_types_list_nothing(string json) => Read(json)!.ShouldBeEmpty();

    private static IReadOnlyList<Contracts.Evidence.EvidencePackage>? Read(string text) => SbomPackages.Read(Encoding.UTF8.GetBytes(text));
}
