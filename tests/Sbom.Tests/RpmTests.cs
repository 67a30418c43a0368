using System.Buffers.Binary;
using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Images;
using Attestry.Sbom.Tests.Layers;
using Attestry.TestKit.Servers;

namespace Attestry.Sbom.Tests;

public sealed class RpmTests
{
    private const string Sqlite = "rpm/cbl-mariner-2.0-rpmdb.sqlite";
    private const string Ndb = "rpm/sle15-bci-Packages.db";
    private const string Berkeley = "rpm/libuuid-Packages";

    [Theory]
    [InlineData(Sqlite, "var/lib/rpm/rpmdb.sqlite", "sqlite", 129)]
    // Debian's rpm is built without NDB: 35 slots of the file are taken, and 35 packages have names.
    [InlineData(Ndb, "usr/lib/sysimage/rpm/Packages.db", null, 35)]
    [InlineData(Berkeley, "var/lib/rpm/Packages", "bdb_ro", 1)]
    public async Task Reads_what_rpm_itself_prints(string corpus, string path, string? backend, int count)
    {
        if (Corpora.Path(corpus) is not { } database)
            return;
        var image = await new TestLayer().File(path, await File.ReadAllBytesAsync(database)).ImageAsync();
        image.Findings.ShouldBeEmpty();
        image.Packages.Count.ShouldBe(count);
        image.Packages.ShouldAllBe(p => p.Package.Name.Length > 0 && p.Package.Licence != null);
        if (backend is null || ExternalProgram.Find("rpm") is not { } rpm)
            return;
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File(Path.GetFileName(path)), await File.ReadAllBytesAsync(database));
        var printed = await Programs.OutputAsync(
            rpm, "--define", $"_db_backend {backend}", "--dbpath", folder.Path, "-qa", "--qf", @"%{NAME} %|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE} %|ARCH?{%{ARCH}}:{}| %{LICENSE} %|SOURCERPM?{%{SOURCERPM}}:{}|\n");
        image.Packages.Select(Line).Order(StringComparer.Ordinal)
            .ShouldBe(printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Replace(" 0:", " ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Names_epoch_source_module_and_distribution_in_the_package_url()
    {
        var layer = new TestLayer().File("etc/os-release", "ID=rocky\nVERSION_ID=9.3\n").File("var/lib/rpm/Packages.db", SyntheticRpm.Ndb(
            SyntheticRpm.Header("bind-libs", "9.16.23", "14.el9", epoch: 32, architecture: "x86_64", source: "bind-9.16.23-14.el9.src.rpm", licence: "MPLv2.0"),
            SyntheticRpm.Header("bash", "5.1.8", "6.el9", source: "bash-5.1.8-6.el9.src.rpm"),
            SyntheticRpm.Header("npm", "8.19", "3.module+el9.2.0", module: "nodejs:16:9020020230519064534:rhel9")));
        var image = await layer.ImageAsync();
        image.Purls().ShouldBe(
        [
            "pkg:rpm/rocky/bash@5.1.8-6.el9?distro=rocky-9.3",
            "pkg:rpm/rocky/bind-libs@9.16.23-14.el9?arch=x86_64&distro=rocky-9.3&epoch=32&upstream=bind",
            "pkg:rpm/rocky/npm@8.19-3.module%2Bel9.2.0?distro=rocky-9.3&rpmmod=nodejs:16:9020020230519064534:rhel9",
        ]);
        image.Packages[1].Package.Version.ShouldBe("32:9.16.23-14.el9");
        image.Packages[1].Package.Licence.ShouldBe("MPLv2.0");
    }

    [Fact]
    public async Task A_module_in_a_file_of_a_package_is_that_package()
    {
        var image = await new TestLayer()
            .File("var/lib/rpm/Packages.db", SyntheticRpm.Ndb(SyntheticRpm.Header("python3-six", "1.15.0", "9.el9", files: ["/usr/lib/python3.9/site-packages/six-1.15.0.dist-info/METADATA"])))
            .File("usr/lib/python3.9/site-packages/six-1.15.0.dist-info/METADATA", "Name: six\nVersion: 1.15.0\n")
            .File("app/six-1.16.0.dist-info/METADATA", "Name: six\nVersion: 1.16.0\n")
            .ImageAsync();
        image.Purls().ShouldBe(["pkg:pypi/six@1.16.0", "pkg:rpm/rpm/python3-six@1.15.0-9.el9"]);
        image.Packages[1].Provides.ShouldBe(["pkg:pypi/six@1.15.0"]);
    }

    [Theory]
    [InlineData(0, 0x7fffffff)]
    [InlineData(0, 0x00010001)]
    [InlineData(4, 0x7fffffff)]
    [InlineData(8, 0x000003e8)]
    [InlineData(16, 0x7fffffff)]
    public async Task A_header_that_lies_about_its_lengths_is_a_finding(int at, int value)
    {
        var header = SyntheticRpm.Header("liar", "1", "1");
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(at), at == 8 ? 0 : value);
        var image = await new TestLayer().File("var/lib/rpm/Packages.db", SyntheticRpm.Ndb(header, SyntheticRpm.Header("honest", "1", "1"))).ImageAsync();
        image.Names().ShouldBe(["honest 1-1"]);
        image.Findings.ShouldHaveSingleItem().Id.ShouldBe(SbomFindings.SourceMalformed);
        image.Findings[0].Severity.ShouldBe(Severity.High);
    }

    [Fact]
    public async Task Slots_that_share_one_blob_are_a_finding()
    {
        var database = SyntheticRpm.Ndb(SyntheticRpm.Header("once", "1", "1", files: Enumerable.Range(0, 500).Select(i => $"/usr/bin/{i}")));
        for (var slot = 48; slot + 16 <= 4096; slot += 16)
            database.AsSpan(32, 16).CopyTo(database.AsSpan(slot));
        var image = await new TestLayer().File("var/lib/rpm/Packages.db", database).ImageAsync();
        image.Names().ShouldBe(["once 1-1"]);
        image.Findings.ShouldHaveSingleItem().Id.ShouldBe(SbomFindings.SourceMalformed);
    }

    [Theory]
    [InlineData(Sqlite, "var/lib/rpm/rpmdb.sqlite")]
    [InlineData(Ndb, "var/lib/rpm/Packages.db")]
    [InlineData(Berkeley, "var/lib/rpm/Packages")]
    public async Task Damaged_databases_end_as_findings_and_never_otherwise(string corpus, string path)
    {
        if (Corpora.Path(corpus) is not { } file)
            return;
        var database = (await File.ReadAllBytesAsync(file))[..65536];
        var random = new Random(17);
        for (var round = 0; round < 40; round++)
        {
            var damaged = database[..random.Next(1, database.Length)];
            for (var i = random.Next(1, 200); i > 0; i--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            // A third of the rounds keeps its wounds to the structures at the start.
            for (var i = round % 3 == 0 ? 40 : 0; i > 0; i--)
                damaged[random.Next(Math.Min(damaged.Length, 4096))] = (byte)random.Next(256);
            var image = await new TestLayer().File(path, damaged).ImageAsync();
            image.Findings.ShouldAllBe(f => f.Id == SbomFindings.SourceMalformed);
        }
    }

    [Fact]
    public async Task A_tree_of_pages_that_comes_back_to_itself_ends()
    {
        var database = new byte[4096 * 3];
        Encoding.ASCII.GetBytes("SQLite format 3\0").CopyTo(database, 0);
        BinaryPrimitives.WriteUInt16BigEndian(database.AsSpan(16), 4096);
        // The schema's root is an interior page whose children are itself and the next, which names the first again.
        database[100] = 5;
        BinaryPrimitives.WriteUInt32BigEndian(database.AsSpan(108), 2);
        database[4096] = 5;
        BinaryPrimitives.WriteUInt32BigEndian(database.AsSpan(4096 + 8), 1);
        var image = await new TestLayer().File("var/lib/rpm/rpmdb.sqlite", database).ImageAsync();
        image.Findings.ShouldHaveSingleItem().Id.ShouldBe(SbomFindings.SourceMalformed);
    }

    private static string Line(ImagePackage p)
    {
        var source = (p.Package.SourceName, p.Package.SourceVersion) switch
        {
            _ when p.Package.Name == "gpg-pubkey" => "",
            var (name, version) => $"{name ?? p.Package.Name}-{version ?? p.Package.Version[(p.Package.Version.IndexOf(':', StringComparison.Ordinal) + 1)..]}.src.rpm",
        };
        return $"{p.Package.Name} {p.Package.Version} {p.Package.Architecture} {p.Package.Licence} {source}";
    }
}
