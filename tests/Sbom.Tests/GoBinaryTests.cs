using System.Text;
using Attestry.Sbom.Images;
using Attestry.Sbom.Tests.Layers;

namespace Attestry.Sbom.Tests;

public sealed class GoBinaryTests
{
    private static readonly string[] Expected =
    [
        "pkg:golang/example.org/local@v0.0.1",
        "pkg:golang/example.org/new@v0.2.0",
        "pkg:golang/example.org/tool",
        "pkg:golang/github.com/acme/lib@v1.2.3",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reads_strings_in_place_with_and_without_a_section_table(bool sections)
    {
        var image = await new TestLayer().File("app/tool", SyntheticGo.Inline(sections: sections), executable: true).ImageAsync();
        image.Purls().ShouldBe([.. Expected, "pkg:golang/stdlib@1.22.1"]);
        image.Packages.ShouldAllBe(p => p.FoundBy == "go-binary" && p.FoundIn == "app/tool");
        Properties(image, "github.com/Acme/lib")["go:h1"].ShouldBe("h1:abc=");
        Properties(image, "example.org/new").ShouldSatisfyAllConditions(
            p => p["go:h1"].ShouldBe("h1:def="),
            p => p["go:replaces"].ShouldBe("example.org/old@v0.1.0"));
        Properties(image, "example.org/local")["go:replaced-by"].ShouldBe("./local");
        Properties(image, "example.org/tool").ShouldSatisfyAllConditions(
            p => p["go:path"].ShouldBe("example.org/cmd/tool"),
            p => p["go:build:-trimpath"].ShouldBe("true"),
            p => p["go:build:with space"].ShouldBe("a \"b\""),
            p => p["go:build:vcs.modified"].ShouldBe("true"));
        image.Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reads_strings_behind_pointers_in_either_byte_order(bool big)
    {
        var image = await new TestLayer().File("app/tool", SyntheticGo.Pointers(big: big), executable: true).ImageAsync();
        image.Purls().ShouldBe([.. Expected, "pkg:golang/stdlib@1.16.5"]);
    }

    [Fact]
    public async Task A_program_without_modules_still_tells_its_standard_library()
    {
        var image = await new TestLayer().File("t", SyntheticGo.Inline("go1.20.3 X:boringcrypto", ""), executable: true).ImageAsync();
        image.Purls().ShouldBe(["pkg:golang/stdlib@1.20.3"]);
    }

    [Fact]
    public async Task A_development_toolchain_has_no_version()
    {
        var image = await new TestLayer().File("t", SyntheticGo.Inline("devel go1.23-abcdef Thu Jan 1", "mod\ta/b\tv1.0.0\n"), executable: true).ImageAsync();
        image.Purls().ShouldBe(["pkg:golang/a/b@v1.0.0"]);
    }

    [Fact]
    public async Task A_replacement_that_makes_two_modules_one_is_one_package()
    {
        const string Modules = "mod\ta/main\tv1.0.0\ndep\ta/x\tv1.0.0\n=>\tc/fork\tv2.0.0\th1:1=\ndep\ta/y\tv1.1.0\n=>\tc/fork\tv2.0.0\th1:1=\n";
        var image = await new TestLayer().File("t", SyntheticGo.Inline(modules: Modules), executable: true).ImageAsync();
        image.Purls().ShouldBe(["pkg:golang/a/main@v1.0.0", "pkg:golang/c/fork@v2.0.0", "pkg:golang/stdlib@1.22.1"]);
    }

    [Fact]
    public async Task A_hard_link_keeps_a_program_alive_when_its_first_name_is_deleted()
    {
        var lower = await new TestLayer().File("bin/a", SyntheticGo.Inline(), executable: true).HardLink("bin/b", "bin/a").CatalogAsync();
        var upper = await new TestLayer().Whiteout("bin/a").CatalogAsync();
        ImageCatalog.Merge([lower]).Packages[0].Locations.ShouldBe(["bin/a", "bin/b"]);
        ImageCatalog.Merge([lower, upper]).Packages.ShouldAllBe(p => p.FoundIn == "bin/b");
        ImageCatalog.Merge([lower, upper]).Packages.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Executables_are_known_by_their_content_and_not_by_their_permissions()
    {
        var image = await new TestLayer().File("app/plugin.so", SyntheticGo.Inline()).ImageAsync();
        image.Packages.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Programs_larger_than_the_buffer_are_read_for_their_data()
    {
        // The section table lies 100 MiB behind the build information, out of the window.
        var image = await new TestLayer().File("app/huge", SyntheticGo.Inline(pad: 100 << 20), executable: true).ImageAsync();
        image.Purls().ShouldBe([.. Expected, "pkg:golang/stdlib@1.22.1"]);
    }

    [Fact]
    public async Task Reads_real_go_programs()
    {
        var real = new[] { "/usr/local/bin/docker", "/usr/local/bin/terraform", "/usr/bin/docker", "/usr/bin/cosign", "/usr/bin/registry", "/usr/bin/docker-registry", "/usr/lib/go/bin/go" }
            .Where(p => File.Exists(p) && new FileInfo(p).Length < 120 << 20)
            .Take(2)
            .ToArray();
        if (real.Length == 0)
            Console.Error.WriteLine("NOTICE no program written in Go is on this machine; a test that reads one did nothing.");
        foreach (var path in real)
        {
            var bytes = await File.ReadAllBytesAsync(path);
            var image = await new TestLayer().File("usr/bin/real", bytes, executable: true).ImageAsync();
            image.Packages.Single(p => p.Package.Name == "stdlib").Package.Version.ShouldMatch(@"^1\.\d+");
            image.Packages.Count(p => p.Package.Properties?.ContainsKey("go:h1") == true).ShouldBe(SumsIn(bytes), path);
            image.Findings.ShouldBeEmpty();
        }
    }

    // The linker's marks around the module text are the same in every program: another way to it than the one under test.
    private static int SumsIn(ReadOnlySpan<byte> program)
    {
        var start = program.IndexOf([.. Convert.FromHexString("3077af0c9274080241e1c107e6d618e6"), .. "path\t"u8]);
        var text = Encoding.UTF8.GetString(program[start..][..program[start..].IndexOf(Convert.FromHexString("f932433186182072008242104116d8f2"))]);
        return text.Split('\n').Where(l => l.StartsWith("dep\t", StringComparison.Ordinal) || l.StartsWith("=>\t", StringComparison.Ordinal))
            .Where(l => l.Contains("\th1:", StringComparison.Ordinal)).Distinct().Count();
    }

    private static IReadOnlyDictionary<string, string> Properties(ImageCatalog image, string name) =>
        image.Packages.Single(p => p.Package.Name == name).Package.Properties!;
}
