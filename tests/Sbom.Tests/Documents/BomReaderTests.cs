using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Documents;

namespace Attestry.Sbom.Tests.Documents;

public sealed class BomReaderTests
{
    private const string TagValue =
        """
        # made by hand
        SPDXVersion: SPDX-2.2
        DataLicense: CC0-1.0
        SPDXID: SPDXRef-DOCUMENT
        DocumentName: app
        Creator: Tool: syft-1.2.0
        Creator: Organization: Acme
        Created: 2024-05-06T07:08:09Z

        PackageName: app
        SPDXID: SPDXRef-app
        PackageVersion: 1.0
        PackageDownloadLocation: NOASSERTION

        PackageName: zlib
        SPDXID: SPDXRef-zlib
        PackageVersion: 1.2.13
        PackageChecksum: SHA1: D2D2D2D2D2D2D2D2D2D2D2D2D2D2D2D2D2D2D2D2
        PackageLicenseDeclared: LicenseRef-own
        PackageDescription: <text>Two
        lines</text>
        ExternalRef: PACKAGE-MANAGER purl pkg:deb/debian/zlib1g@1.2.13
        ExternalRef: SECURITY cpe23Type cpe:2.3:a:zlib:zlib:1.2.13:*:*:*:*:*:*:*

        FileName: ./usr/lib/libz.so
        SPDXID: SPDXRef-file
        FileChecksum: SHA256: aa
        LicenseConcluded: Zlib

        LicenseID: LicenseRef-own
        ExtractedText: <text>do what you like</text>
        Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-app
        Relationship: SPDXRef-zlib DEPENDENCY_OF SPDXRef-app
        Relationship: SPDXRef-zlib CONTAINS SPDXRef-file
        """;

    private const string Xml =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <bom xmlns="http://cyclonedx.org/schema/bom/1.4" version="1">
          <metadata>
            <timestamp>2024-05-06T07:08:09Z</timestamp>
            <tools><tool><vendor>acme</vendor><name>maker</name><version>2</version></tool></tools>
            <component type="application" bom-ref="app"><name>app</name><version>1.0</version></component>
          </metadata>
          <components>
            <component type="library" bom-ref="z">
              <group>org.acme</group><name>z</name><version>1.2</version>
              <hashes><hash alg="SHA-1">D2D2</hash></hashes>
              <licenses><license><id>MIT</id></license><license><name>own &amp; free</name></license></licenses>
              <purl>pkg:maven/org.acme/z@1.2</purl>
              <externalReferences><reference type="website"><url>https://example.org</url></reference></externalReferences>
              <properties><property name="acme:x">y</property></properties>
              <components><component type="file"><name>z.class</name></component></components>
            </component>
          </components>
          <dependencies><dependency ref="app"><dependency ref="z"/></dependency><dependency ref="z"/></dependencies>
        </bom>
        """;

    private const string Syft =
        """
        {"artifacts":[
          {"id":"1","name":"musl","version":"1.2.4-r2","foundBy":"apk-db-cataloger","locations":[{"path":"/lib/apk/db/installed"}],
           "licenses":[{"value":"MIT","spdxExpression":"MIT","type":"declared"}],"cpes":[{"cpe":"cpe:2.3:a:musl:musl:1.2.4:*:*:*:*:*:*:*"}],"purl":"pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64"},
          {"id":"2","name":"busybox","version":"1.36","licenses":["GPL-2.0-only"],"cpes":["cpe:2.3:a:busybox:busybox:1.36:*:*:*:*:*:*:*"],"purl":"pkg:apk/alpine/busybox@1.36"}],
         "artifactRelationships":[{"parent":"1","child":"2","type":"dependency-of"},{"parent":"1","child":"9","type":"contains"}],
         "source":{"id":"s","name":"app","version":"sha256:aa","type":"image","metadata":{"manifestDigest":"sha256:aa"}},
         "descriptor":{"name":"syft","version":"1.2.0"},
         "schema":{"version":"16.0.0","url":"https://raw.githubusercontent.com/anchore/syft/main/schema/json/schema-16.0.0.json"}}
        """;

    [Fact]
    public void Reads_SPDX_tag_value()
    {
        var bom = Good(TagValue, "SPDX 2.2 tag-value");
        (bom.Name, bom.Subject, bom.Created).ShouldBe(("app", "SPDXRef-app", new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero)));
        bom.Tools.ShouldBe([new BomTool("syft", "1.2.0")]);
        var zlib = bom.Components[1];
        (zlib.Name, zlib.Version, zlib.Purl, zlib.Licence, zlib.Description).ShouldBe(("zlib", "1.2.13", "pkg:deb/debian/zlib1g@1.2.13", "do what you like", "Two\nlines"));
        zlib.Hashes.ShouldBe([new BomHash("SHA1", "d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2")]);
        zlib.Cpes.ShouldHaveSingleItem();
        (bom.Components[2].Kind, bom.Components[2].ConcludedLicence).ShouldBe((BomComponentKind.File, "Zlib"));
        bom.Relations.ShouldBe([new("SPDXRef-app", BomRelationKind.DependsOn, "SPDXRef-zlib"), new("SPDXRef-zlib", BomRelationKind.Contains, "SPDXRef-file")]);
    }

    [Fact]
    public void Reads_CycloneDX_XML()
    {
        var bom = Good(Xml, "CycloneDX 1.4 XML");
        (bom.Name, bom.Subject).ShouldBe(("app", "app"));
        bom.Tools.ShouldBe([new BomTool("maker", "2")]);
        var z = bom.Components[1];
        (z.Name, z.Version, z.Purl, z.Licence, z.Homepage).ShouldBe(("org.acme:z", "1.2", "pkg:maven/org.acme/z@1.2", "MIT AND own & free", "https://example.org"));
        z.Hashes.ShouldBe([new BomHash("SHA1", "d2d2")]);
        z.Properties.ShouldBe([new BomProperty("acme:x", "y")]);
        bom.Relations.ShouldBe([new("z", BomRelationKind.Contains, bom.Components[2].Id), new("app", BomRelationKind.DependsOn, "z")], ignoreOrder: true);
    }

    [Fact]
    public void Reads_Syft()
    {
        var bom = Good(Syft, "Syft 16.0.0 JSON");
        bom.Subject.ShouldBe("s");
        bom.Components.Select(c => $"{c.Name} {c.Version} {c.Licence} {c.Cpes.Count}").ShouldBe(["app sha256:aa  0", "musl 1.2.4-r2 MIT 1", "busybox 1.36 GPL-2.0-only 1"]);
        bom.Relations.ShouldBe([new("2", BomRelationKind.DependsOn, "1")]);
    }

    [Theory]
    [InlineData("1.2"), InlineData("1.3"), InlineData("1.4"), InlineData("1.5"), InlineData("1.6"), InlineData("1.7")]
    public void Reads_every_version_of_CycloneDX(string version)
    {
        var json = $$"""{"bomFormat":"CycloneDX","specVersion":"{{version}}","metadata":{"tools":[{"name":"t"}]},"components":[{"type":"library","name":"a","purl":"pkg:npm/a@1"}]}""";
        Good(json, $"CycloneDX {version} JSON").Components.ShouldHaveSingleItem().Purl.ShouldBe("pkg:npm/a@1");
        Good(Xml.Replace("bom/1.4", "bom/" + version, StringComparison.Ordinal), $"CycloneDX {version} XML").Components.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"9.9"}""")]
    [InlineData("""{"spdxVersion":"SPDX-1.2"}""")]
    [InlineData("<html/>")]
    [InlineData("""<bom xmlns="http://cyclonedx.org/schema/bom/1.1"/>""")]
    public void What_is_no_known_format_is_a_finding(string text) => Finding(text).ShouldBe(BomFindings.UnknownFormat);

    [Theory]
    [InlineData("""{"bomFormat":"CycloneDX","bomFormat":"CycloneDX","specVersion":"1.6"}""")]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.6" """)]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"name":"\ud800"}]}""")]
    [InlineData("""<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components></bom>""")]
    [InlineData("""<bom xmlns="http://cyclonedx.org/schema/bom/1.4"/><bom/>""")]
    [InlineData("""<!DOCTYPE bom [<!ENTITY a "aaaa">]><bom xmlns="http://cyclonedx.org/schema/bom/1.4">&a;</bom>""")]
    [InlineData("""<!DOCTYPE bom SYSTEM "http://127.0.0.1:1/x"><bom xmlns="http://cyclonedx.org/schema/bom/1.4"/>""")]
    [InlineData("SPDXVersion: SPDX-2.3\nno tag\n")]
    [InlineData("SPDXVersion: SPDX-2.3\nSPDXVersion: SPDX-2.3\n")]
    [InlineData("SPDXVersion: SPDX-2.3\nPackageName: a\nPackageDescription: <text>never ends\n")]
    public void A_broken_document_is_a_finding(string text) => Finding(text).ShouldBe(BomFindings.Malformed);

    [Fact]
    public void Deep_XML_is_a_finding()
    {
        var deep = string.Concat(Enumerable.Repeat("<component><components>", 20_000));
        Finding($"""<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components>{deep}""").ShouldBe(BomFindings.Malformed);
    }

    [Fact]
    public void A_document_that_is_too_large_is_not_read() => BomReader.Read(new byte[BomLimits.DocumentBytes + 1]).Findings.ShouldHaveSingleItem().Id.ShouldBe(BomFindings.TooLarge);

    [Fact]
    public void What_cannot_be_used_is_left_out_and_said()
    {
        var reading = Read(
            """
            {"bomFormat":"CycloneDX","specVersion":"1.6","components":[
              {"type":"library","name":"","bom-ref":"none"},
              {"type":"library","name":"a\u0007b","bom-ref":"bell"},
              {"type":"library","name":"a","bom-ref":"a","purl":"not a purl","version":"1\u0000"},
              {"type":"library","name":"b","bom-ref":"a"},
              7],
             "dependencies":[{"ref":"a","dependsOn":["gone"]},{"ref":"a","dependsOn":["a"]}]}
            """);
        reading.Document!.Components.Select(c => c.Name).ShouldBe(["a", "b"]);
        reading.Document.Components.Select(c => c.Id).ShouldBeUnique();
        (reading.Document.Components[0].Purl, reading.Document.Components[0].Version).ShouldBe((null, null));
        reading.Document.Relations.ShouldBeEmpty();
        reading.Findings.Select(f => f.Id).ShouldBe(
            [BomFindings.EntryInvalid, BomFindings.EntryInvalid, BomFindings.EntryInvalid, BomFindings.IdentifierRepeated, BomFindings.RelationDangling]);
    }

    [Fact]
    public void Damage_at_any_byte_never_throws()
    {
        var random = new Random(5);
        foreach (var text in (string[])[TagValue, Xml, Syft])
        {
            var whole = Encoding.UTF8.GetBytes(text);
            for (var i = 0; i < 300; i++)
            {
                var bytes = whole.ToArray();
                for (var n = 0; n < 3; n++)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                var reading = BomReader.Read(bytes.AsMemory(0, random.Next(2) == 0 ? bytes.Length : random.Next(bytes.Length)));
                (reading.Document is not null || reading.Findings.Count > 0).ShouldBeTrue();
            }
        }
    }

    private static BillOfMaterials Good(string text, string format)
    {
        var reading = Read(text);
        reading.Findings.ShouldBeEmpty();
        reading.Format.ShouldBe(format);
        return reading.Document!;
    }

    private static string Finding(string text)
    {
        var reading = Read(text);
        reading.Document.ShouldBeNull();
        return reading.Findings.ShouldHaveSingleItem().Id;
    }

    private static BomReading Read(string text) => BomReader.Read(Encoding.UTF8.GetBytes(text));
}
