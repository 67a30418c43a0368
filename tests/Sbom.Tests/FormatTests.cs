using System.Text.Json;
using Attestry.Primitives;
using Attestry.Sbom.Formats;
using Attestry.Sbom.Images;
using Attestry.Sbom.Tests.Layers;
using Attestry.Sbom.Tests.Schemas;

namespace Attestry.Sbom.Tests;

public sealed class FormatTests
{
    private static readonly SbomSubject Subject =
        new("127.0.0.1:5000/acme/shop", Digest.Sha256("image"u8), "linux/amd64", new DateTimeOffset(2026, 3, 4, 5, 6, 7, 890, TimeSpan.FromHours(2)));

    [Fact]
    public async Task CycloneDx_is_valid_against_its_schema()
    {
        if (Corpora.Path("schemas/cyclonedx") is not { } folder)
            return;
        var schema = new JsonSchema([.. new[] { "bom-1.6.schema.json", "spdx.schema.json", "jsf-0.82.schema.json" }.Select(f => Path.Combine(folder, f))]);
        schema.Validate(CycloneDxJson.Write(await ImageAsync(), Subject)).ShouldBeEmpty();
        schema.Validate(CycloneDxJson.Write(ImageCatalog.Merge([]), Subject with { Created = null })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Spdx_is_valid_against_its_schema()
    {
        if (Corpora.Path("schemas/spdx-schema-v2.3.json") is not { } path)
            return;
        var schema = new JsonSchema(path);
        schema.Validate(SpdxJson.Write(await ImageAsync(), Subject)).ShouldBeEmpty();
        schema.Validate(SpdxJson.Write(ImageCatalog.Merge([]), Subject with { Created = null })).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_image_gives_the_same_bytes()
    {
        CycloneDxJson.Write(await ImageAsync(), Subject).ShouldBe(CycloneDxJson.Write(await ImageAsync(), Subject));
        SpdxJson.Write(await ImageAsync(), Subject).ShouldBe(SpdxJson.Write(await ImageAsync(), Subject));
        var other = Subject with { Digest = Digest.Sha256("another"u8) };
        Text(CycloneDxJson.Write(await ImageAsync(), other), "serialNumber").ShouldNotBe(Text(CycloneDxJson.Write(await ImageAsync(), Subject), "serialNumber"));
        Text(SpdxJson.Write(await ImageAsync(), other), "documentNamespace").ShouldNotBe(Text(SpdxJson.Write(await ImageAsync(), Subject), "documentNamespace"));
    }

    [Fact]
    public async Task CycloneDx_says_what_was_found()
    {
        using var bom = JsonDocument.Parse(CycloneDxJson.Write(await ImageAsync(), Subject));
        var root = bom.RootElement;
        root.GetProperty("metadata").GetProperty("timestamp").GetString().ShouldBe("2026-03-04T03:06:07Z");
        root.GetProperty("serialNumber").GetString()!.ShouldMatch("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$");
        var components = root.GetProperty("components").EnumerateArray().ToArray();
        var references = components.Select(c => c.GetProperty("bom-ref").GetString()!).Append(root.GetProperty("metadata").GetProperty("component").GetProperty("bom-ref").GetString()!);
        references.ShouldBeUnique();
        root.GetProperty("dependencies")[0].GetProperty("dependsOn").EnumerateArray().Select(d => d.GetString()).ShouldBe(components.Select(c => c.GetProperty("bom-ref").GetString()));
        Licences(components, "listed").ShouldBe("""[{"license":{"id":"MIT"}}]""");
        Licences(components, "compound").ShouldBe("""[{"expression":"MIT OR Apache-2.0"}]""");
        Licences(components, "prose").ShouldBe("""[{"license":{"name":"SEE LICENSE IN x"}}]""");
        Component(components, "silent").TryGetProperty("licenses", out _).ShouldBeFalse();
        Component(components, "listed").GetProperty("properties").EnumerateArray().Select(p => p.GetProperty("name").GetString()).ShouldBe(["attestry:cataloger", "attestry:layer", "attestry:path"]);
        Component(components, "scoped").GetProperty("group").GetString().ShouldBe("@acme");
    }

    [Fact]
    public async Task Spdx_says_what_was_found()
    {
        using var document = JsonDocument.Parse(SpdxJson.Write(await ImageAsync(), Subject));
        var root = document.RootElement;
        root.GetProperty("creationInfo").GetProperty("created").GetString().ShouldBe("2026-03-04T03:06:07Z");
        var packages = root.GetProperty("packages").EnumerateArray().ToArray();
        packages.Select(p => p.GetProperty("SPDXID").GetString()).ShouldBeUnique();
        packages.ShouldAllBe(p => p.GetProperty("SPDXID").GetString()!.All(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '.'));
        string Declared(string name) => packages.Single(p => p.GetProperty("name").GetString() == name).GetProperty("licenseDeclared").GetString()!;
        Declared("listed").ShouldBe("MIT");
        Declared("compound").ShouldBe("MIT OR Apache-2.0");
        Declared("silent").ShouldBe("NOASSERTION");
        Declared("prose").ShouldMatch("^LicenseRef-SEE-LICENSE-IN-x-[0-9a-f]{8}$");
        var extracted = root.GetProperty("hasExtractedLicensingInfos").EnumerateArray().ShouldHaveSingleItem();
        (extracted.GetProperty("licenseId").GetString(), extracted.GetProperty("extractedText").GetString()).ShouldBe((Declared("prose"), "SEE LICENSE IN x"));
        var ids = packages.Select(p => p.GetProperty("SPDXID").GetString()).Append("SPDXRef-DOCUMENT").ToHashSet();
        root.GetProperty("relationships").EnumerateArray().SelectMany(r => new[] { r.GetProperty("spdxElementId"), r.GetProperty("relatedSpdxElement") })
            .ShouldAllBe(id => ids.Contains(id.GetString()));
    }

    private static Task<ImageCatalog> ImageAsync() => new TestLayer()
        .File("etc/os-release", "ID=debian\nVERSION_ID=12\n")
        .File("var/lib/dpkg/status", "Package: libc6\nStatus: install ok installed\nSource: glibc\nVersion: 1:2.36-9+deb12u4\nArchitecture: amd64\n")
        .File("var/lib/dpkg/info/libc6:amd64.md5sums", "d41d8cd98f00b204e9800998ecf8427e  usr/lib/python3/x.dist-info/METADATA\n")
        .File("usr/lib/python3/x.dist-info/METADATA", "Name: x\nVersion: 1\n")
        .File("node_modules/listed/package.json", """{"name":"listed","version":"1.0.0","license":"MIT"}""")
        .File("node_modules/compound/package.json", """{"name":"compound","version":"1.0.0","license":"MIT or Apache-2.0"}""")
        .File("node_modules/prose/package.json", """{"name":"prose","version":"1.0.0","license":"SEE LICENSE IN x"}""")
        .File("node_modules/silent/package.json", """{"name":"silent","version":"1.0.0"}""")
        .File("node_modules/@acme/scoped/package.json", """{"name":"@acme/scoped","version":"1.0.0-\u00e4\u4e2d<>&+"}""")
        .File("usr/bin/tool", SyntheticGo.Inline(), executable: true)
        .ImageAsync();

    private static JsonElement Component(JsonElement[] components, string name) => components.Single(c => c.GetProperty("name").GetString() == name);

    private static string Licences(JsonElement[] components, string name) =>
        JsonSerializer.Serialize(Component(components, name).GetProperty("licenses"));

    private static string Text(byte[] document, string name)
    {
        using var json = JsonDocument.Parse(document);
        return json.RootElement.GetProperty(name).GetString()!;
    }
}
