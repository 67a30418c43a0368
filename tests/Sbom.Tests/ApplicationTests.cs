using System.Text.Json;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Tests.Layers;

namespace Attestry.Sbom.Tests;

public sealed class ApplicationTests
{
    [Fact]
    public async Task Reads_the_libraries_of_a_dotnet_application()
    {
        const string Deps =
            """
            {
              "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0/linux-x64" },
              "libraries": {
                "App/1.0.0": { "type": "project", "serviceable": false, "sha512": "" },
                "Newtonsoft.Json/13.0.3": { "type": "package", "serviceable": true, "sha512": "sha512-x" },
                "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.1": { "type": "runtimepack" },
                "System.Private/1.0.0": { "type": "reference" }
              }
            }
            """;
        var image = await new TestLayer().File("app/App.deps.json", "\uFEFF" + Deps).ImageAsync();
        image.Purls().ShouldBe(
        [
            "pkg:nuget/App@1.0.0",
            "pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@10.0.1",
            "pkg:nuget/Newtonsoft.Json@13.0.3",
        ]);
        image.Packages[0].Package.Properties!["dotnet:type"].ShouldBe("project");
        image.Packages[0].Package.Properties!["dotnet:target"].ShouldBe(".NETCoreApp,Version=v10.0/linux-x64");
        image.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reads_what_this_test_itself_depends_on()
    {
        var path = Path.ChangeExtension(typeof(ApplicationTests).Assembly.Location, ".deps.json");
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(path));
        var expected = document.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(l => l.Value.GetProperty("type").GetString() is "package" or "project")
            .Select(l => l.Name.Replace('/', ' '));
        var image = await new TestLayer().File("app/tests.deps.json", await File.ReadAllBytesAsync(path)).ImageAsync();
        image.Names().Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal));
        image.Names().ShouldContain(n => n.StartsWith("xunit ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reads_installed_npm_packages_and_not_what_lies_inside_them()
    {
        var image = await new TestLayer()
            .File("app/package.json", """{"name":"app","version":"1.0.0"}""")
            .File("app/node_modules/left/package.json", """{"name":"left","version":"1.3.0","license":"WTFPL"}""")
            .File("app/node_modules/left/test/fixture/package.json", """{"name":"evil","version":"6.6.6"}""")
            .File("app/node_modules/@scope/right/package.json", """{"name":"@scope/right","version":"2.0.0","license":{"type":"MIT"}}""")
            .File("app/node_modules/left/node_modules/old/package.json", """{"name":"old","version":"0.1.0","licenses":[{"type":"MIT"},{"type":"Apache-2.0"}]}""")
            .File("app/node_modules/left/esm/package.json", """{"type":"module"}""")
            .ImageAsync();
        image.Purls().ShouldBe(["pkg:npm/%40scope/right@2.0.0", "pkg:npm/left@1.3.0", "pkg:npm/old@0.1.0"]);
        image.Packages.Select(p => p.Package.Licence).ShouldBe(["MIT", "WTFPL", "MIT OR Apache-2.0"]);
    }

    [Theory]
    [InlineData("""{"lockfileVersion":1,"dependencies":{"a":{"version":"1.0.0","dependencies":{"@s/b":{"version":"2.0.0"}}},"dev":{"version":"9.0.0","dev":true},"alias":{"version":"npm:real@3.0.0"}}}""")]
    [InlineData("""{"lockfileVersion":2,"packages":{"":{"name":"app"},"node_modules/a":{"version":"1.0.0"},"node_modules/a/node_modules/@s/b":{"version":"2.0.0"},"node_modules/dev":{"version":"9.0.0","dev":true},"node_modules/alias":{"name":"real","version":"3.0.0"}},"dependencies":{"ignored":{"version":"1.0.0"}}}""")]
    [InlineData("""{"lockfileVersion":3,"packages":{"":{},"node_modules/a":{"version":"1.0.0","license":"MIT","integrity":"sha512-x"},"node_modules/a/node_modules/@s/b":{"version":"2.0.0"},"packages/local":{"version":"1.0.0"},"node_modules/local":{"link":true,"resolved":"packages/local"},"node_modules/alias":{"name":"real","version":"3.0.0"}}}""")]
    public async Task Reads_lock_files_of_every_version(string content)
    {
        var image = await new TestLayer().File("app/package-lock.json", content).File("app/node_modules/x/package-lock.json", """{"dependencies":{"z":{"version":"1.0.0"}}}""").ImageAsync();
        image.Purls().ShouldBe(["pkg:npm/%40s/b@2.0.0", "pkg:npm/a@1.0.0", "pkg:npm/real@3.0.0"]);
        image.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_package_in_many_places_is_one_with_many_locations()
    {
        const string Manifest = """{"name":"ms","version":"2.1.3","license":"MIT"}""";
        var image = await new TestLayer()
            .File("app/node_modules/ms/package.json", Manifest)
            .File("app/node_modules/debug/node_modules/ms/package.json", Manifest)
            .File("app/package-lock.json", """{"packages":{"node_modules/ms":{"version":"2.1.3"}}}""")
            .ImageAsync();
        image.Packages.ShouldHaveSingleItem().Locations.ShouldBe(
            ["app/node_modules/debug/node_modules/ms/package.json", "app/node_modules/ms/package.json", "app/package-lock.json"]);
        image.Packages[0].Package.Licence.ShouldBe("MIT");
    }

    [Fact]
    public async Task Reads_python_distributions()
    {
        const string Site = "usr/lib/python3/site-packages";
        var image = await new TestLayer()
            .File($"{Site}/Flask_Cors-4.0.dist-info/METADATA", "Metadata-Version: 2.4\nName: Flask_Cors\nVersion: 4.0\nLicense-Expression: MIT\nLicense: text\n\nName: not this\n")
            .File($"{Site}/six.egg-info/PKG-INFO", "Name: six\nVersion: 1.16.0\nLicense: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License\n")
            .File($"{Site}/old-1.0.egg-info", "Name: old\r\nVersion: 1.0\r\nLicense: BSD\r\n")
            .File($"{Site}/long-1.0.dist-info/METADATA", "Name: long\nVersion: 1.0\n\n" + new string('x', 3 << 20))
            .ImageAsync();
        image.Purls().ShouldBe(["pkg:pypi/flask-cors@4.0", "pkg:pypi/long@1.0", "pkg:pypi/old@1.0", "pkg:pypi/six@1.16.0"]);
        image.Packages.Select(p => p.Package.Licence).ShouldBe(["MIT", null, "BSD", "MIT License"]);
        image.Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a/x.deps.json", """{"libraries":{"A/1.0.0":{"type":"package"}""", Severity.Medium)]
    [InlineData("a/x.deps.json", """{"libraries":[]}""", Severity.Medium)]
    [InlineData("a/x.deps.json", """{"libraries":{"A/1":{"type":"package"}},"libraries":{}}""", Severity.Medium)]
    [InlineData("a/x.deps.json", """{"libraries":{"noversion":{"type":"package"}}}""", Severity.Medium)]
    [InlineData("a/x.deps.json", "[]", Severity.Medium)]
    [InlineData("a/x.deps.json", "", Severity.Medium)]
    [InlineData("a/package-lock.json", """{"packages":{"node_modules/a":{}}}""", Severity.Medium)]
    [InlineData("a/node_modules/b/package.json", """{"name":"b","name":"c","version":"1"}""", Severity.Low)]
    [InlineData("a/node_modules/b/package.json", """{"name":"\ud800","version":"1"}""", Severity.Low)]
    [InlineData("a/node_modules/b/package.json", """{"name":"b\u0000","version":"1"}""", Severity.Low)]
    [InlineData("a/node_modules/b/package.json", """{"name":"/","version":"1"}""", Severity.Low)]
    [InlineData("a/b.dist-info/METADATA", "Name: b\n", Severity.Medium)]
    public async Task A_broken_document_is_a_finding(string path, string content, Severity severity)
    {
        var image = await new TestLayer().File(path, content).ImageAsync();
        image.Packages.ShouldBeEmpty();
        var finding = image.Findings.ShouldHaveSingleItem();
        (finding.Id, finding.Severity, finding.Location).ShouldBe((SbomFindings.SourceMalformed, severity, path));
    }
}
