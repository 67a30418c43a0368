using System.Text;
using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Sbom.Documents;

namespace Attestry.Evidence.Tests;

public sealed class ListedPackagesTests
{
    [Theory]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"purl":"pkg:npm/a@1","components":[{"name":"b","purl":"pkg:npm/b@2"}]},{"name":"no purl"},{"purl":"pkg:npm/a@1"},{"purl":"pkg:oci/x@sha256%3Aab"}]}""")]
    [InlineData("""{"spdxVersion":"SPDX-2.3","packages":[{"externalRefs":[{"referenceType":"cpe23Type","referenceLocator":"cpe:x"},{"referenceType":"purl","referenceLocator":"pkg:npm/b@2"}]},{"externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:npm/a@1"}]},{"name":"x"}]}""")]
    [InlineData("""{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[{"type":"CreationInfo","@id":"_:c","specVersion":"3.0.1"},{"type":"software_Package","spdxId":"urn:b","name":"b","software_packageUrl":"pkg:npm/b@2"},{"type":"software_File","spdxId":"urn:f","name":"f"},{"type":"software_Package","spdxId":"urn:a","software_packageUrl":"pkg:npm/a@1"}]}""")]
    [InlineData("""<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components><component type="library"><name>b</name><purl>pkg:npm/b@2</purl></component><component type="library"><name>a</name><purl>pkg:npm/a@1</purl></component></components></bom>""")]
    [InlineData("SPDXVersion: SPDX-2.3\nDocumentName: x\nPackageName: b\nSPDXID: SPDXRef-b\nExternalRef: PACKAGE-MANAGER purl pkg:npm/b@2\nPackageName: a\nSPDXID: SPDXRef-a\nExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1\n")]
    [InlineData("""{"schema":{"version":"16.0.0","url":"https://raw.githubusercontent.com/anchore/syft/main/schema/json/schema-16.0.0.json"},"artifacts":[{"id":"1","name":"b","version":"2","purl":"pkg:npm/b@2"},{"id":"2","name":"a","version":"1","purl":"pkg:npm/a@1"}]}""")]
    public void Every_format_lists_packages_by_their_url(string text) =>
        Read(text).Select(package => (package.Purl, package.Name, package.Version)).ShouldBe([("pkg:npm/a@1", "a", "1"), ("pkg:npm/b@2", "b", "2")]);

    [Fact]
    public void Names_and_versions_are_as_the_ecosystem_writes_them()
    {
        Read("""{"bomFormat":"CycloneDX","specVersion":"1.4","components":[{"purl":"pkg:rpm/rocky/bash@5.1-9?epoch=1&distro=rocky-9.4"},{"purl":"pkg:maven/org.a/b@1"},{"purl":"pkg:golang/golang.org/x/net@v0.1.0"}]}""")
            .Select(package => (package.Name, package.Version)).ShouldBe([("golang.org/x/net", "v0.1.0"), ("org.a:b", "1"), ("bash", "1:5.1-9")]);
    }

    [Theory]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.6","components":{"purl":"pkg:npm/a@1"}}""")]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.6","components":[1,null,"x",{"purl":5},{"purl":"pkg:"},{"components":[[]]}]}""")]
    [InlineData("""{"spdxVersion":"SPDX-2.3","packages":[{"externalRefs":7},4]}""")]
    public void Fields_of_wrong_types_list_nothing(string json) => Read(json).ShouldBeEmpty();

    private static IReadOnlyList<EvidencePackage> Read(string text) =>
        ListedPackages.Of(BomReader.Read(Encoding.UTF8.GetBytes(text)).Document.ShouldNotBeNull(), Digest.Sha256("x"u8));
}
