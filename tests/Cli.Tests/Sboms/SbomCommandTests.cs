using System.Text.Json;

namespace Attestry.Cli.Tests.Sboms;

public sealed class SbomCommandTests : IDisposable
{
    private const string Document =
        """
        {"bomFormat":"CycloneDX","specVersion":"1.5","metadata":{"component":{"type":"application","name":"app","bom-ref":"app"}},
         "components":[{"type":"library","name":"a","version":"1","bom-ref":"a","purl":"pkg:npm/a@1"},{"type":"library","name":"b","version":"2","bom-ref":"b","purl":"pkg:npm/b@2"}],
         "dependencies":[{"ref":"app","dependsOn":["a"]},{"ref":"a","dependsOn":["b"]}]}
        """;

    private readonly TestImages _images = new();

    public void Dispose() => _images.Dispose();

    [Theory]
    [InlineData("spdx")]
    [InlineData("spdx3")]
    [InlineData("cyclonedx")]
    public async Task Converts_and_says_the_same(string format)
    {
        var file = _images.Write("app.cdx.json", Document);
        var result = await Run.HereAsync("sbom", "convert", file, "--to", format, "-o", _images.File("out.json"));
        (result.Code, result.Out, result.Error).ShouldBe((ExitCode.Pass, "", ""));
        var compared = await Run.HereAsync("sbom", "compare", $"sbom:{file}", $"sbom:{_images.File("out.json")}");
        (compared.Code, compared.Out.Trim()).ShouldBe((ExitCode.Pass, "The same packages."));
        var why = await Run.HereAsync("sbom", "why", $"sbom:{_images.File("out.json")}", "b", "--format", "json");
        Paths(why.Json()).ShouldBe(["pkg:npm/a@1 pkg:npm/b@2"]);
    }

    [Fact]
    public async Task A_file_that_is_no_document_is_refused()
    {
        (await Run.HereAsync("sbom", "convert", _images.Write("x", "hello"), "--to", "spdx")).ShouldBeError("no bill of materials", "CycloneDX 1.2 to 1.7");
        (await Run.HereAsync("sbom", "convert", _images.Write("x", Document), "--to", "pdf")).ShouldBeError("pdf", "attestry sbom convert --help");
        (await Run.HereAsync("sbom", "convert", _images.File("none"), "--to", "spdx")).ShouldBeError("cannot be read");
    }

    [Fact]
    public async Task What_could_not_be_used_is_said_and_fails()
    {
        var result = await Run.HereAsync("sbom", "convert", _images.Write("x", """{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"type":"library","name":""}]}"""), "--to", "spdx");
        result.Code.ShouldBe(ExitCode.Fail);
        result.Json().GetProperty("spdxVersion").GetString().ShouldBe("SPDX-2.3");
        result.Error.ShouldContain("sbom.document-entry-invalid");
    }

    [Fact]
    public async Task Compares_an_image_with_what_is_said_of_it()
    {
        await _images.AddAsync("app");
        await Run.HereAsync("sbom", _images.Target("app"), "-o", _images.File("app.spdx.json"));
        (await Run.HereAsync("sbom", "compare", _images.Target("app"), _images.File("app.spdx.json"))).Code.ShouldBe(ExitCode.Pass);
        await _images.AddAsync("other", package: "zlib");
        var result = await Run.HereAsync("sbom", "compare", _images.Target("other"), $"sbom:{_images.File("app.spdx.json")}", "--format", "json");
        result.Code.ShouldBe(ExitCode.Fail);
        result.Json().GetProperty("differences").EnumerateArray().Select(d => $"{d.GetProperty("kind").GetString()} {d.GetProperty("package").GetString()}")
            .ShouldBe(["extra pkg:apk/alpine/musl", "missing pkg:apk/alpine/zlib"]);
        var table = await Run.HereAsync("sbom", "compare", _images.Target("other"), _images.File("app.spdx.json"));
        table.Out.ShouldContain("2 packages differ.");
    }

    [Fact]
    public async Task Tells_why_a_package_is_in_an_image()
    {
        var folder = Directory.CreateDirectory(_images.File("root/var/lib/dpkg"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "status"), Stanza("app", "Depends: libssl3") + Stanza("tool", "Depends: app") + Stanza("libssl3", "Depends: libc6") + Stanza("libc6", "Section: libs"));
        var target = $"dir:{_images.File("root")}";
        var result = await Run.HereAsync("sbom", "why", target, "libc6");
        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        result.Out.ShouldContain("  pkg:deb/debian/tool@1?arch=amd64 > pkg:deb/debian/app@1?arch=amd64 > pkg:deb/debian/libssl3@1?arch=amd64 > pkg:deb/debian/libc6@1?arch=amd64\n");
        (await Run.HereAsync("sbom", "why", target, "tool")).Out.ShouldContain("nothing needs it");
        var none = await Run.HereAsync("sbom", "why", target, "nginx");
        (none.Code, none.Out.Trim()).ShouldBe((ExitCode.Fail, $"No package nginx in {target}."));
    }

    [Fact]
    public async Task What_is_optional_and_what_was_asked_for_is_said()
    {
        var folder = Directory.CreateDirectory(_images.File("root/app"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "package-lock.json"),
            """{"lockfileVersion":3,"packages":{"":{"dependencies":{"a":"*","b":"*"}},"node_modules/a":{"version":"1.0.0","optionalDependencies":{"b":"*"}},"node_modules/b":{"version":"2.0.0"}}}""");
        var result = await Run.HereAsync("sbom", "why", $"dir:{_images.File("root")}", "b");
        (result.Code, result.Out).ShouldBe((ExitCode.Pass, "pkg:npm/b@2.0.0\n  (asked for itself)\n  pkg:npm/a@1.0.0 > (optional) pkg:npm/b@2.0.0\n"));
        var answer = (await Run.HereAsync("sbom", "why", $"dir:{_images.File("root")}", "b", "--format", "json")).Json().GetProperty("answers")[0];
        answer.GetProperty("optional")[0].EnumerateArray().Select(one => one.GetString()).ShouldBe(["pkg:npm/a@1.0.0", "pkg:npm/b@2.0.0"]);
        (answer.GetProperty("complete").GetBoolean(), answer.GetProperty("more").GetInt32()).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Go_s_own_graph_tells_how_a_module_came_in()
    {
        var bom = _images.Write("app.json",
            """
            {"bomFormat":"CycloneDX","specVersion":"1.5","components":[
             {"type":"library","name":"app","bom-ref":"m","purl":"pkg:golang/example.org/app"},{"type":"library","name":"b","bom-ref":"b","purl":"pkg:golang/example.org/b@v1.1.0"}],
             "dependencies":[{"ref":"m","dependsOn":["b"]}]}
            """);
        var graph = _images.Write("graph.txt", "example.org/app example.org/a@v1.0.0\nexample.org/a@v1.0.0 example.org/b@v1.1.0\nexample.org/a@v1.0.0 example.org/b@v0.9.0\n");
        Paths((await Run.HereAsync("sbom", "why", $"sbom:{bom}", "example.org/b", "--format", "json")).Json()).ShouldBe(["pkg:golang/example.org/app pkg:golang/example.org/b@v1.1.0"]);
        Paths((await Run.HereAsync("sbom", "why", $"sbom:{bom}", "example.org/b", "--graph", graph, "--format", "json")).Json())
            .ShouldBe(["pkg:golang/example.org/app pkg:golang/example.org/a@v1.0.0 pkg:golang/example.org/b@v1.1.0"]);
        var tree = _images.Write("tree.txt", "org.acme:app:jar:1.0\n+- org.acme:web:jar:2.0:compile\n|  \\- org.acme:log:jar:1.1:compile (optional)\n\\- org.acme:log:jar:1.1:compile\n");
        var jars = _images.Write("jars.json", """{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"type":"library","name":"log","bom-ref":"l","purl":"pkg:maven/org.acme/log@1.1"}]}""");
        var why = await Run.HereAsync("sbom", "why", $"sbom:{jars}", "org.acme:log", "--graph", tree, "--most", "1");
        why.Out.ShouldBe("pkg:maven/org.acme/log@1.1\n  pkg:maven/org.acme/app@1.0 > pkg:maven/org.acme/log@1.1\n  … and 1 more; --most shows up to 1000.\n");
        (await Run.HereAsync("sbom", "why", $"sbom:{bom}", "b", "--graph", bom)).ShouldBeError("neither modules nor packages", "go mod graph");
        (await Run.HereAsync("sbom", "why", $"sbom:{bom}", "b", "--most", "0")).ShouldBeError("--most", "1000");
    }

    private static IEnumerable<string> Paths(JsonElement report) =>
        report.GetProperty("answers").EnumerateArray().SelectMany(a => a.GetProperty("paths").EnumerateArray()).Select(p => string.Join(' ', p.EnumerateArray().Select(n => n.GetString())));

    private static string Stanza(string name, string more) => $"Package: {name}\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n{more}\n\n";
}
