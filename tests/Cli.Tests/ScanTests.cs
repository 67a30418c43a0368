using Attestry.Primitives.Findings;

namespace Attestry.Cli.Tests;

public sealed class ScanTests : IDisposable
{
    private readonly TestImages _images = new();

    public void Dispose() => _images.Dispose();

    [Fact]
    public async Task Counts_the_packages_of_a_real_image()
    {
        if (Corpora.Path("images/alpine-310.tar.gz") is not { } archive)
            return;
        var result = await Run.HereAsync("scan", $"docker-archive:{archive}", "--format", "json");
        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        result.Error.ShouldBeEmpty();
        var platform = result.Json().GetProperty("platforms").EnumerateArray().ShouldHaveSingleItem();
        platform.GetProperty("packages").GetArrayLength().ShouldBe(14);
        platform.GetProperty("distribution").GetString().ShouldBe("alpine 3.10.4");
        platform.GetProperty("runsAsRoot").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task The_table_is_plain_lines_without_a_terminal()
    {
        await _images.AddAsync("app");
        var result = await Run.HereAsync("scan", _images.Target("app"));
        result.Code.ShouldBe(ExitCode.Pass);
        result.Out.ShouldNotContain('\u001b');
        result.Out.ShouldNotContain('│');
        result.Out.Split('\n').ShouldContain("linux/amd64  alpine 3.18   65532  no            1         apk 1");
        result.Out.ShouldEndWith("Passed.\n");
    }

    [Theory]
    [InlineData("pkg:apk/alpine/musl", ExitCode.Fail)]
    [InlineData("pkg:apk/**", ExitCode.Fail)]
    [InlineData("pkg:apk/alpine/musl@1.2.3", ExitCode.Pass)]
    [InlineData("pkg:npm/musl", ExitCode.Pass)]
    public async Task A_denied_package_fails(string purl, int code)
    {
        await _images.AddAsync("app");
        var result = await Run.HereAsync("scan", _images.Target("app"), "--deny", "pkg:npm/event-stream", "--deny", purl, "--format", "json");
        result.Code.ShouldBe(code, result.Error);
        result.Json().GetProperty("denied").EnumerateArray().Select(finding => finding.GetProperty("id").GetString())
            .ShouldBe(code == ExitCode.Fail ? [PolicyFindings.PackageDenied] : []);
    }

    [Theory]
    [InlineData("", ExitCode.Fail)]
    [InlineData("0:0", ExitCode.Fail)]
    [InlineData("app", ExitCode.Fail)]
    [InlineData("65532", ExitCode.Pass)]
    public async Task Root_or_who_may_be_root_fails_on_demand(string user, int code)
    {
        await _images.AddAsync("app", user);
        (await Run.HereAsync("scan", _images.Target("app"))).Code.ShouldBe(ExitCode.Pass);
        (await Run.HereAsync("scan", _images.Target("app"), "--fail-on-root")).Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_damaged_layer_fails_and_is_named()
    {
        await _images.AddAsync("app");
        await _images.DamageLayerAsync("app");
        var result = await Run.HereAsync("scan", _images.Target("app"), "--format", "json");
        result.Code.ShouldBe(ExitCode.Fail, result.Error);
        result.Json().GetProperty("passed").GetBoolean().ShouldBeFalse();
        result.Json().GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("id").GetString()!).ShouldContain(id => id.StartsWith("layer.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_directory_is_scanned_in_place()
    {
        using var root = new TemporaryFolder();
        Directory.CreateDirectory(root.File("lib/apk/db"));
        Directory.CreateDirectory(root.File("bin"));
        await File.WriteAllTextAsync(root.File("lib/apk/db/installed"), "P:musl\nV:1.2.4-r2\nA:x86_64\n");
        await File.WriteAllTextAsync(root.File("bin/sh"), "x");
        var result = await Run.HereAsync("scan", $"dir:{root.Path}", "--deny", "pkg:apk/alpine/musl", "--format", "json");
        result.Code.ShouldBe(ExitCode.Fail, result.Error);
        var platform = result.Json().GetProperty("platforms")[0];
        platform.GetProperty("packages")[0].GetProperty("purl").GetString().ShouldBe("pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64");
        platform.GetProperty("hygiene").GetProperty("shells")[0].GetString().ShouldBe("bin/sh");
        (await Run.HereAsync("sbom", $"dir:{root.Path}")).Out.ShouldContain("pkg:apk/alpine/musl@1.2.4-r2");
        (await Run.HereAsync("scan", $"dir:{root.Path}/nothing")).ShouldBeError("There is no directory");
    }

    [Fact]
    public async Task An_index_is_scanned_whole_or_by_platform()
    {
        await _images.AddIndexAsync("all", await _images.AddAsync(null), await _images.AddAsync(null, user: "", architecture: "arm64", package: "zlib"));
        (await Run.HereAsync("scan", _images.Target("all"), "--format", "json")).Json().GetProperty("platforms").GetArrayLength().ShouldBe(2);
        (await Run.HereAsync("scan", _images.Target("all"), "--fail-on-root")).Code.ShouldBe(ExitCode.Fail);
        var one = await Run.HereAsync("scan", _images.Target("all"), "--platform", "linux/amd64", "--fail-on-root", "--format", "json");
        one.Code.ShouldBe(ExitCode.Pass, one.Error);
        one.Json().GetProperty("platforms")[0].GetProperty("packages")[0].GetProperty("name").GetString().ShouldBe("musl");
        (await Run.HereAsync("scan", _images.Target("all"), "--platform", "windows/amd64")).ShouldBeError("no image for windows/amd64", "linux/amd64, linux/arm64");
    }

    [Fact]
    public async Task A_single_image_has_the_platform_of_its_configuration()
    {
        await _images.AddAsync("app");
        (await Run.HereAsync("scan", _images.Target("app"), "--platform", "linux/amd64")).Code.ShouldBe(ExitCode.Pass);
        (await Run.HereAsync("scan", _images.Target("app"), "--platform", "linux/arm64")).ShouldBeError("linux/amd64");
    }

    [Fact]
    public async Task Text_from_an_image_cannot_steer_the_terminal()
    {
        await _images.AddAsync("app", user: "[red]root[/]\u001b[2J");
        var result = await Run.HereAsync("scan", _images.Target("app"), "--fail-on-root");
        result.Code.ShouldBe(ExitCode.Fail);
        result.Out.ShouldNotContain('\u001b');
        result.Out.ShouldContain("[red]root[/]?[2J");
    }
}
