using System.Text.Json;

namespace Attestry.Cli.Tests;

public sealed class ImageCompareTests : IDisposable
{
    private readonly TestImages _images = new();

    public void Dispose() => _images.Dispose();

    [Fact]
    public async Task The_same_layers_pass_and_the_configuration_is_named()
    {
        await _images.AddAsync("one", user: "1");
        await _images.AddAsync("two", user: "2");
        var result = await Run.HereAsync("image", "compare", _images.Target("one"), _images.Target("two"));
        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        result.Out.ShouldEndWith("Reproducible: the layers are the same; the configurations differ in user.\n");
    }

    [Fact]
    public async Task Other_files_fail_and_are_named()
    {
        await _images.AddAsync("one");
        await _images.AddAsync("two", package: "zlib");
        var result = await Run.HereAsync("image", "compare", _images.Target("one"), _images.Target("two"));
        result.Code.ShouldBe(ExitCode.Fail, result.Error);
        var lines = result.Out.Split('\n');
        lines.ShouldContain("content     lib/apk/db/installed");
        lines.ShouldContain("apk   musl     1.2.4-r2  -");
        lines.ShouldContain("apk   zlib     -         1.2.4-r2");
        result.Out.ShouldEndWith("Not reproducible: content.\n");
    }

    [Fact]
    public async Task The_json_has_every_figure()
    {
        await _images.AddAsync("one");
        await _images.AddAsync("two", package: "zlib", user: "");
        var result = await Run.HereAsync("image", "compare", _images.Target("one"), _images.Target("two"), "--format", "json");
        result.Code.ShouldBe(ExitCode.Fail, result.Error);
        var json = result.Json();
        json.GetProperty("reproducibility").GetString().ShouldBe("different");
        json.GetProperty("values").EnumerateArray().Select(v => v.GetProperty("name").GetString()).ShouldContain("size.compressed");
        json.GetProperty("layers")[0].GetProperty("files").GetProperty("changes")[0].GetProperty("differences")[0].GetString().ShouldBe("content");
        json.GetProperty("hygiene")[0].GetProperty("name").GetString().ShouldBe("hygiene.runs-as-root");
    }

    [Fact]
    public async Task Vulnerabilities_are_compared_by_severity_when_there_are_advisories()
    {
        const string Advisory =
            """
            {"id":"ALPINE-1","modified":"2026-01-01T00:00:00Z","aliases":["CVE-2026-1"],"severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
             "affected":[{"package":{"ecosystem":"Alpine:v3.18","name":"zlib"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"9"}]}]}]}
            """;
        await _images.AddAsync("one");
        await _images.AddAsync("two", package: "zlib");
        var database = _images.File("advisories.db");
        (await Run.HereAsync("db", "update", "--source", $"osv={_images.Write("alpine-1.json", Advisory)}", "--db", database)).Code.ShouldBe(ExitCode.Pass);

        var result = await Run.HereAsync("image", "compare", _images.Target("one"), _images.Target("two"), "--db", database);
        result.Code.ShouldBe(ExitCode.Fail, result.Error);
        var lines = result.Out.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToArray();
        lines.ShouldContain("vulnerabilities.critical 0 1 +1 new");
        lines.ShouldContain("vulnerabilities.high 0 0 0 0 %");
        lines.ShouldContain("CVE-2026-1 (critical) in zlib new");
        result.Error.ShouldBeEmpty();

        var json = (await Run.HereAsync("image", "compare", _images.Target("two"), _images.Target("one"), "--db", database, "--format", "json")).Json();
        var critical = json.GetProperty("values").EnumerateArray().Single(value => value.GetProperty("name").GetString() == "vulnerabilities.critical");
        (critical.GetProperty("before").GetInt64(), critical.GetProperty("after").GetInt64(), critical.GetProperty("percent").GetDouble()).ShouldBe((1, 0, -100));
        json.GetProperty("vulnerabilities").GetProperty("removed")[0].GetString().ShouldBe("CVE-2026-1 (critical) in zlib");
        (await Run.HereAsync("image", "compare", _images.Target("one"), _images.Target("two"), "--db", _images.File("none.db"))).ShouldBeError("There are no advisories", "attestry db update");
    }

    [Fact]
    public async Task Without_advisories_one_line_says_that_vulnerabilities_are_not_compared()
    {
        await _images.AddAsync("one", user: "1");
        await _images.AddAsync("two", user: "2");
        var result = await Run.HereAsync("image", "compare", _images.Target("one"), _images.Target("two"), "--format", "json");
        (result.Code, result.Error).ShouldBe((ExitCode.Pass, "Vulnerabilities are not compared, for there are no advisories: run 'attestry db update', or name a database with --db.\n"));
        result.Json().GetProperty("values").EnumerateArray().Select(value => value.GetProperty("name").GetString()!).ShouldAllBe(name => !name.StartsWith("vulnerabilities"));
    }

    [Fact]
    public async Task An_index_needs_a_platform_and_a_damaged_layer_is_no_answer()
    {
        await _images.AddIndexAsync("all", await _images.AddAsync("one"), await _images.AddAsync(null, architecture: "arm64"));
        (await Run.HereAsync("image", "compare", _images.Target("one"), _images.Target("all"))).ShouldBeError("holds 2 images", "--platform");
        (await Run.HereAsync("image", "compare", _images.Target("one"), _images.Target("all"), "--platform", "linux/amd64")).Code.ShouldBe(ExitCode.Pass);
        await _images.DamageLayerAsync("one");
        var result = await Run.HereAsync("image", "compare", _images.Target("one"), _images.Target("all"), "--platform", "linux/amd64");
        result.Code.ShouldBe(ExitCode.Error, result.Out);
        result.Out.ShouldEndWith("Not compared: an image could not be read whole.\n");
    }

    [Fact]
    public async Task A_scan_names_the_base_that_it_was_given()
    {
        await _images.AddAsync("base");
        await _images.AddOnAsync("base", "app");
        var result = await Run.HereAsync("scan", _images.Target("app"), "--base", _images.Target("base"), "--format", "json");
        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        var found = result.Json().GetProperty("platforms")[0].GetProperty("hygiene").GetProperty("base");
        (found.GetProperty("name").GetString(), found.GetProperty("layers").GetInt32(), found.GetProperty("confidence").GetInt32()).ShouldBe((_images.Target("base"), 1, 90));
        (await Run.HereAsync("scan", _images.Target("base"), "--base", _images.Target("app"), "--format", "json"))
            .Json().GetProperty("platforms")[0].GetProperty("hygiene").TryGetProperty("base", out JsonElement _).ShouldBeFalse();
    }
}
