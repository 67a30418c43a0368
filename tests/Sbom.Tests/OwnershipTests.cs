using Attestry.Sbom.Formats;
using Attestry.Sbom.Images;
using Attestry.Sbom.Tests.Layers;

namespace Attestry.Sbom.Tests;

public sealed class OwnershipTests
{
    private const string Sum = "d41d8cd98f00b204e9800998ecf8427e  ";

    private const string Requests = "Name: requests\nVersion: 2.28.1\n";

    [Fact]
    public async Task A_module_that_a_debian_package_brought_is_that_package()
    {
        var image = await Debian()
            .File("var/lib/dpkg/info/python3-requests.md5sums", $"{Sum}usr/lib/python3/dist-packages/requests-2.28.1.egg-info/PKG-INFO\n")
            .File("usr/lib/python3/dist-packages/requests-2.28.1.egg-info/PKG-INFO", Requests)
            .ImageAsync();
        var only = image.Packages.ShouldHaveSingleItem();
        (only.Package.Name, only.Provides.ShouldHaveSingleItem()).ShouldBe(("python3-requests", "pkg:pypi/requests@2.28.1"));
    }

    [Fact]
    public async Task The_same_module_installed_beside_it_is_a_package_of_its_own()
    {
        var image = await Debian()
            .File("var/lib/dpkg/info/python3-requests:amd64.md5sums", $"{Sum}usr/lib/python3/dist-packages/requests-2.28.1.egg-info/PKG-INFO\n")
            .File("usr/lib/python3/dist-packages/requests-2.28.1.egg-info/PKG-INFO", Requests)
            .File("venv/requests-2.28.1.dist-info/METADATA", Requests)
            .ImageAsync();
        image.Purls().ShouldBe(["pkg:deb/debian/python3-requests@2.28.1-1?arch=all", "pkg:pypi/requests@2.28.1"]);
        image.Packages[1].Locations.ShouldBe(["venv/requests-2.28.1.dist-info/METADATA"]);
        image.Packages[0].Provides.ShouldBe(["pkg:pypi/requests@2.28.1"]);
    }

    [Fact]
    public async Task A_program_is_owned_by_either_of_its_paths()
    {
        var image = await Debian()
            .File("var/lib/dpkg/info/python3-requests.md5sums", $"{Sum}bin/tool\n")
            .File("usr/bin/tool", SyntheticGo.Inline(), executable: true)
            .ImageAsync();
        image.Packages.ShouldHaveSingleItem().Provides.Count.ShouldBe(5);
        image.Executables.ShouldHaveSingleItem().Owner.ShouldBe("pkg:deb/debian/python3-requests@2.28.1-1?arch=all");
    }

    [Fact]
    public async Task What_a_package_left_behind_belongs_to_nobody()
    {
        var image = await new TestLayer()
            .File("var/lib/dpkg/status", "Package: gone\nStatus: deinstall ok config-files\nVersion: 1\nArchitecture: all\n")
            .File("var/lib/dpkg/info/gone.md5sums", $"{Sum}usr/lib/x.dist-info/METADATA\n")
            .File("usr/lib/x.dist-info/METADATA", Requests)
            .ImageAsync();
        image.Purls().ShouldBe(["pkg:pypi/requests@2.28.1"]);
    }

    [Fact]
    public async Task Distroless_lists_of_files_count_too()
    {
        var image = await new TestLayer()
            .File("var/lib/dpkg/status.d/base", "Package: base\nVersion: 1\nArchitecture: all\n")
            .File("var/lib/dpkg/status.d/base.md5sums", $"{Sum}./usr/lib/x.dist-info/METADATA\n")
            .File("usr/lib/x.dist-info/METADATA", Requests)
            .ImageAsync();
        image.Packages.ShouldHaveSingleItem().Provides.ShouldBe(["pkg:pypi/requests@2.28.1"]);
    }

    [Fact]
    public async Task A_later_layer_that_rewrites_the_database_keeps_who_owns_what()
    {
        var apk = "P:py3-six\nV:1\nA:noarch\nF:usr/lib/python3/site-packages/six.dist-info\nR:METADATA\n";
        var lower = await new TestLayer().File("lib/apk/db/installed", apk).File("usr/lib/python3/site-packages/six.dist-info/METADATA", "Name: six\nVersion: 1\n").CatalogAsync();
        var upper = await new TestLayer().File("lib/apk/db/installed", apk + "\nP:curl\nV:8\nA:noarch\n").CatalogAsync();
        var image = ImageCatalog.Merge([lower, upper]);
        image.Names().ShouldBe(["curl 8", "py3-six 1"]);
        (image.Packages[1].Layer, image.Packages[1].Provides[0]).ShouldBe((lower.Layer, "pkg:pypi/six@1"));
        var subject = new SbomSubject("x", lower.Layer, "linux/amd64", null);
        System.Text.Encoding.UTF8.GetString(CycloneDxJson.Write(image, subject)).ShouldContain("attestry:provides");
        System.Text.Encoding.UTF8.GetString(SpdxJson.Write(image, subject)).ShouldContain("provides pkg:pypi/six@1");
    }

    private static TestLayer Debian() => new TestLayer().File("var/lib/dpkg/status", "Package: python3-requests\nStatus: install ok installed\nVersion: 2.28.1-1\nArchitecture: all\n");
}
