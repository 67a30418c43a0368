using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Catalogers;
using Attestry.Sbom.Images;
using Attestry.Sbom.Layers;
using Attestry.Sbom.Tests.Layers;

namespace Attestry.Sbom.Tests;

public sealed class ImageCatalogTests
{
    [Fact]
    public async Task Each_package_belongs_to_the_layer_that_first_brought_its_version()
    {
        var a = await Status("a 1", "b 1").CatalogAsync();
        var b = await Status("a 1", "b 2", "c 1").CatalogAsync();
        var c = await Status("a 1", "c 1").CatalogAsync();
        var image = ImageCatalog.Merge([a, b, c]);
        image.Packages.Select(p => (p.Package.Name, p.Package.Version, p.Layer)).ShouldBe([("a", "1", a.Layer), ("c", "1", b.Layer)]);
        ImageCatalog.Merge([a, b]).Packages.Select(p => (p.Package.Name, p.Layer)).ShouldBe([("a", a.Layer), ("b", b.Layer), ("c", b.Layer)]);
    }

    [Fact]
    public async Task A_package_that_was_removed_and_comes_back_belongs_to_the_layer_that_brought_it_back()
    {
        var a = await Status("a 1", "b 1").CatalogAsync();
        var b = await Status("a 1").CatalogAsync();
        var c = await Status("a 1", "b 1").File("marker", "").CatalogAsync();
        ImageCatalog.Merge([a, b, c]).Packages.Select(p => p.Layer).ShouldBe([a.Layer, c.Layer]);
    }

    [Theory]
    [InlineData("whiteout")]
    [InlineData("whiteout of a folder above")]
    [InlineData("opaque folder")]
    [InlineData("opaque folder above")]
    [InlineData("replaced by another file")]
    [InlineData("replaced by a folder")]
    [InlineData("folder above replaced by a file")]
    [InlineData("folder above replaced by a link")]
    [InlineData("emptied")]
    public async Task What_a_later_layer_hides_is_gone(string how)
    {
        var lower = await new TestLayer()
            .File("app/bin/tool", SyntheticGo.Inline(), executable: true)
            .File("keep/tool.dist-info/METADATA", "Name: kept\nVersion: 1\n")
            .CatalogAsync();
        var upper = await (how switch
        {
            "whiteout" => new TestLayer().Whiteout("app/bin/tool"),
            "whiteout of a folder above" => new TestLayer().Whiteout("app"),
            "opaque folder" => new TestLayer().Directory("app/bin").Opaque("app/bin"),
            "opaque folder above" => new TestLayer().Opaque("app"),
            "replaced by another file" => new TestLayer().File("app/bin/tool", "#!/bin/sh\n"u8.ToArray(), executable: true),
            "replaced by a folder" => new TestLayer().Directory("app/bin/tool"),
            "folder above replaced by a file" => new TestLayer().File("app/bin", ""),
            "folder above replaced by a link" => new TestLayer().Symlink("app", "/srv"),
            _ => new TestLayer().File("app/bin/tool", ""),
        }).CatalogAsync();
        ImageCatalog.Merge([lower]).Packages.Count.ShouldBe(6);
        ImageCatalog.Merge([lower, upper]).Names().ShouldBe(["kept 1"]);
    }

    [Fact]
    public async Task What_a_layer_hides_of_lower_layers_it_may_bring_itself()
    {
        var lower = await new TestLayer().File("app/a.dist-info/METADATA", "Name: a\nVersion: 1\n").CatalogAsync();
        var upper = await new TestLayer().Opaque("app").File("app/b.dist-info/METADATA", "Name: b\nVersion: 1\n").CatalogAsync();
        ImageCatalog.Merge([lower, upper]).Names().ShouldBe(["b 1"]);
    }

    [Fact]
    public async Task A_sibling_with_the_same_beginning_is_not_hidden()
    {
        var lower = await new TestLayer().File("app2/a.dist-info/METADATA", "Name: a\nVersion: 1\n").CatalogAsync();
        var upper = await new TestLayer().Whiteout("app").Opaque("ap").CatalogAsync();
        ImageCatalog.Merge([lower, upper]).Names().ShouldBe(["a 1"]);
    }

    [Fact]
    public async Task The_distribution_may_be_told_in_another_layer_than_the_packages()
    {
        var database = await Status("a 1").CatalogAsync();
        var release = await new TestLayer().File("usr/lib/os-release", "ID=ubuntu\nVERSION_ID=\"24.04\"\n").Symlink("etc/os-release", "../usr/lib/os-release").CatalogAsync();
        ImageCatalog.Merge([database]).Purls().ShouldBe(["pkg:deb/debian/a@1?arch=all"]);
        ImageCatalog.Merge([database, release]).Purls().ShouldBe(["pkg:deb/ubuntu/a@1?arch=all&distro=ubuntu-24.04"]);
        ImageCatalog.Merge([release, database]).Purls().ShouldBe(["pkg:deb/ubuntu/a@1?arch=all&distro=ubuntu-24.04"]);
    }

    [Fact]
    public async Task A_broken_file_that_a_later_layer_deletes_is_no_finding()
    {
        var lower = await new TestLayer().File("app/x.deps.json", "{").CatalogAsync();
        var upper = await new TestLayer().Whiteout("app/x.deps.json").CatalogAsync();
        ImageCatalog.Merge([lower]).Findings.ShouldHaveSingleItem().Id.ShouldBe(SbomFindings.SourceMalformed);
        ImageCatalog.Merge([lower, upper]).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_of_two_entries_with_one_path_counts()
    {
        var image = await new TestLayer()
            .File("x.dist-info/METADATA", "Name: first\nVersion: 1\n")
            .File("x.dist-info/METADATA", "Name: second\nVersion: 1\n")
            .ImageAsync();
        image.Names().ShouldBe(["second 1"]);
    }

    [Fact]
    public async Task Gives_the_same_image_after_a_round_trip_through_bytes()
    {
        var a = await Status("a 1").File("etc/passwd", "root:x:0:0::/:\n").File("t", SyntheticGo.Inline(), executable: true).File("b.deps.json", "{").CatalogAsync();
        var b = await new TestLayer().Whiteout("t").Opaque("etc").CatalogAsync();
        var bytes = LayerCatalogJson.Write(a);
        LayerCatalogJson.Write(LayerCatalogJson.Read(bytes)).ShouldBe(bytes);
        LayerCatalogJson.Write(await Status("a 1").File("etc/passwd", "root:x:0:0::/:\n").File("t", SyntheticGo.Inline(), executable: true).File("b.deps.json", "{").CatalogAsync()).ShouldBe(bytes);
        foreach (var layers in new LayerCatalog[][] { [a], [a, b] })
        {
            var (before, after) = (ImageCatalog.Merge(layers), ImageCatalog.Merge(layers.Select(l => LayerCatalogJson.Read(LayerCatalogJson.Write(l)))));
            after.Purls().ShouldBe(before.Purls());
            after.Findings.ShouldBe(before.Findings);
            after.Users.ShouldBe(before.Users);
        }
    }

    [Fact]
    public void The_version_of_the_catalogers_is_stable_within_a_build()
    {
        CatalogerTable.Version.ShouldMatch("^5-[0-9a-f]{12}$");
        CatalogerTable.All.Select(c => c.Name).ShouldBeUnique();
    }

    private static TestLayer Status(params string[] packages) =>
        new TestLayer().File("var/lib/dpkg/status", string.Join("\n", packages.Select(p => p.Split(' ')).Select(p => $"Package: {p[0]}\nStatus: install ok installed\nVersion: {p[1]}\nArchitecture: all\n")));
}
