using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using Attestry.Primitives;
using Attestry.Oci.Manifests;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Images;
using Attestry.Sbom.Tests.Layers;

namespace Attestry.Sbom.Tests;

public sealed class DistributionTests
{
    private const string Debian = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\nID=debian\n";

    private const string Status =
        """
        Package: libc6
        Status: install ok installed
        Source: glibc
        Version: 2.36-9+deb12u4
        Architecture: amd64
        Description: GNU C Library
         with a continuation
         Package: not-a-package

        Package: login
        Status: install ok installed
        Source: shadow (1:4.13+dfsg1-1)
        Version: 1:4.13+dfsg1-1+b1
        Architecture: amd64

        Package: gone
        Status: deinstall ok config-files
        Version: 1.0
        Architecture: all

        Package: half
        Status: install reinstreq half-installed
        Version: 2.0
        Architecture: all
        """;

    [Fact]
    public async Task Reads_dpkg_with_source_packages_and_distribution()
    {
        var image = await new TestLayer().File("etc/os-release", Debian).File("var/lib/dpkg/status", Status).ImageAsync();
        image.Os.ShouldBe(new("debian", "12"));
        image.Purls().ShouldBe(
        [
            "pkg:deb/debian/half@2.0?arch=all&distro=debian-12",
            "pkg:deb/debian/libc6@2.36-9%2Bdeb12u4?arch=amd64&distro=debian-12&upstream=glibc",
            "pkg:deb/debian/login@1:4.13%2Bdfsg1-1%2Bb1?arch=amd64&distro=debian-12&upstream=shadow%401:4.13%2Bdfsg1-1",
        ]);
        image.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reads_distroless_parts_and_leaves_their_checksums()
    {
        var image = await new TestLayer()
            .File("usr/lib/os-release", Debian)
            .File("var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12.4\nArchitecture: amd64\n")
            .File("var/lib/dpkg/status.d/base.md5sums", "d41d8cd98f00b204e9800998ecf8427e  etc/x\n")
            .ImageAsync();
        image.Names().ShouldBe(["base-files 12.4"]);
        image.Packages[0].FoundIn.ShouldBe("var/lib/dpkg/status.d/base");
        image.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Takes_licences_from_copyright_files()
    {
        const string Copyright = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nLicense: GPL-2+\n text\n\nFiles: x\nLicense: Expat or Artistic\n";
        var image = await new TestLayer()
            .File("var/lib/dpkg/status", Status)
            .File("usr/share/doc/libc6/copyright", Copyright)
            .File("usr/share/doc/login/copyright", "This package was debianized by hand.\nLicense: GPL\n")
            .File("usr/share/doc/half/copyright", "It is here:\nsee `/usr/share/common-licenses/GPL-2' and /usr/share/common-licenses/LGPL-2.1.\nNot /usr/share/common-licenses/GPL.\n")
            .ImageAsync();
        image.Packages.Select(p => (p.Package.Name, p.Package.Licence)).ShouldBe([("half", "GPL-2 AND LGPL-2.1"), ("libc6", "(Expat or Artistic) AND GPL-2+"), ("login", null)]);
    }

    [Fact]
    public async Task Reads_apk_from_both_places()
    {
        const string Record = "C:Q1=\nP:musl\nV:1.2.5-r0\nA:x86_64\nL:MIT\no:musl\nF:lib\nR:libc.so\n\nP:musl-utils\nV:1.2.5-r0\nA:x86_64\nL:MIT AND BSD-2-Clause\no:musl\n";
        foreach (var path in new[] { "lib/apk/db/installed", "usr/lib/apk/db/installed" })
        {
            var image = await new TestLayer().File("etc/os-release", "ID='alpine'\nVERSION_ID=3.20.1\n").File(path, Record).ImageAsync();
            image.Purls().ShouldBe(
            [
                "pkg:apk/alpine/musl-utils@1.2.5-r0?arch=x86_64&distro=alpine-3.20.1&upstream=musl",
                "pkg:apk/alpine/musl@1.2.5-r0?arch=x86_64&distro=alpine-3.20.1",
            ]);
            image.Packages.Select(p => p.Package.Licence).ShouldBe(["MIT AND BSD-2-Clause", "MIT"]);
        }
    }

    [Fact]
    public async Task A_real_alpine_image_holds_what_its_database_lists()
    {
        if (Corpora.Path("images/alpine-310.tar.gz") is not { } path)
            return;
        var (layer, database) = await AlpineAsync(path);
        var catalog = await TestLayer.CatalogAsync(new MemoryStream(layer), new(MediaTypes.DockerLayer, Digest.Sha256(layer), layer.Length), null);
        catalog.Report.Complete.ShouldBeTrue();
        var image = ImageCatalog.Merge([catalog]);
        image.Os.ShouldBe(new("alpine", "3.10.4"));
        var expected = database.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(r => r.Split('\n').Where(l => l.Length > 1 && l[1] == ':').GroupBy(l => l[0]).ToDictionary(g => g.Key, g => g.First()[2..]))
            .Select(f => $"{f['P']} {f['V']} {f['L']}")
            .Order(StringComparer.Ordinal);
        image.Packages.Where(p => p.FoundBy == "apk").Select(p => $"{p.Package.Name} {p.Package.Version} {p.Package.Licence}").Order(StringComparer.Ordinal).ShouldBe(expected);
        image.Packages.Count(p => p.FoundBy == "apk").ShouldBe(14);
        image.Users["nobody"].ShouldBe(65534);
    }

    [Fact]
    public async Task Agrees_with_dpkg_about_this_machine()
    {
        if (!File.Exists("/var/lib/dpkg/status") || !File.Exists("/usr/bin/dpkg-query"))
        {
            Console.Error.WriteLine("NOTICE dpkg is not on this machine; a comparison with it did nothing.");
            return;
        }
        var start = new ProcessStartInfo("/usr/bin/dpkg-query", ["-W", "-f", "${Package}\t${Version}\t${Architecture}\t${db:Status-Status}\n"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var listed = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.Split('\t'))
            .Where(f => f[3] is not ("config-files" or "not-installed"))
            .Select(f => $"{f[0]} {f[1]} {f[2]}")
            .Order(StringComparer.Ordinal);
        await process.WaitForExitAsync();
        var image = await new TestLayer().File("var/lib/dpkg/status", await File.ReadAllBytesAsync("/var/lib/dpkg/status")).ImageAsync();
        image.Packages.Select(p => $"{p.Package.Name} {p.Package.Version} {p.Package.Architecture}").Order(StringComparer.Ordinal).ShouldBe(listed);
        image.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Knows_users_by_number()
    {
        var image = await new TestLayer().File("etc/passwd", "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000::/:\napp:x:0:0::/:\n#c\nbroken:x\nneg:x:-1:0::/:\n").ImageAsync();
        image.Users.ShouldBe(new Dictionary<string, long> { ["app"] = 1000, ["root"] = 0 }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("var/lib/dpkg/status", "Package: a\n\n", Severity.High)]
    [InlineData("var/lib/dpkg/status", "garbage", Severity.High)]
    [InlineData("var/lib/dpkg/status", "Package: \u0001\nVersion: 1\n", Severity.High)]
    [InlineData("lib/apk/db/installed", "P:a\n", Severity.High)]
    [InlineData("lib/apk/db/installed", "nonsense\n", Severity.High)]
    public async Task A_broken_database_is_a_finding(string path, string content, Severity severity)
    {
        var image = await new TestLayer().File(path, content).ImageAsync();
        image.Packages.ShouldBeEmpty();
        image.Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            f => f.Id.ShouldBe(SbomFindings.SourceMalformed),
            f => f.Severity.ShouldBe(severity),
            f => f.Location.ShouldBe(path));
    }

    [Fact]
    public async Task A_database_behind_a_link_is_a_finding()
    {
        var image = await new TestLayer().File("srv/real", Status).Directory("var/lib/dpkg").Symlink("var/lib/dpkg/status", "/srv/real").ImageAsync();
        image.Findings.ShouldHaveSingleItem().Id.ShouldBe(SbomFindings.SourceIsLink);
    }

    private static async Task<(byte[] Layer, string Database)> AlpineAsync(string path)
    {
        await using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        await using var reader = new TarReader(gzip);
        while (await reader.GetNextEntryAsync(copyData: true) is { } entry)
        {
            if (!entry.Name.EndsWith("/layer.tar", StringComparison.Ordinal))
                continue;
            var layer = new MemoryStream();
            await entry.DataStream!.CopyToAsync(layer);
            layer.Position = 0;
            await using var inner = new TarReader(layer, leaveOpen: true);
            while (await inner.GetNextEntryAsync(copyData: true) is { } file)
            {
                if (file.Name.TrimStart('.', '/') == "lib/apk/db/installed")
                    return (layer.ToArray(), await new StreamReader(file.DataStream!).ReadToEndAsync());
            }
        }
        throw new InvalidDataException("The image has no package database.");
    }
}
