using Attestry.Sbom.Documents;
using Attestry.Sbom.Formats;
using Attestry.Sbom.Images;
using Attestry.Sbom.Tests.Layers;

namespace Attestry.Sbom.Tests.Documents;

public sealed class DependencyTests
{
    [Fact]
    public async Task Dpkg_alternatives_and_virtual_packages_lead_to_what_is_there() => (await EdgesAsync(new TestLayer()
        .File("var/lib/dpkg/status", Stanza("base", "Depends: mawk | gawk (>= 1), libc6:any (>= 2.3), gone\nPre-Depends: awk") + Stanza("gawk", "Provides: awk (= 1)\nDepends: libc6") + Stanza("libc6", ""))))
        .ShouldBe(["base>gawk", "base>libc6", "gawk>libc6"]);

    [Fact]
    public async Task Apk_sonames_lead_to_their_packages() => (await EdgesAsync(new TestLayer()
        .File("lib/apk/db/installed", "P:busybox\nV:1\nD:so:libc.so.1>=1 !gone\n\nP:musl\nV:1\np:so:libc.so.1=1\n\n")))
        .ShouldBe(["busybox>musl"]);

    [Fact]
    public async Task Npm_takes_the_nearest() => (await EdgesAsync(new TestLayer().File("app/package-lock.json",
        """
        {"lockfileVersion":3,"packages":{"":{"dependencies":{"a":"*"}},
          "node_modules/a":{"version":"1.0.0","dependencies":{"b":"^2"},"optionalDependencies":{"none":"*"}},
          "node_modules/a/node_modules/b":{"version":"2.0.0","dependencies":{"c":"*"}},
          "node_modules/b":{"version":"1.0.0"},
          "node_modules/c":{"version":"3.0.0","dependencies":{"b":"^1","a":"*"}},
          "node_modules/dev":{"version":"1.0.0","dev":true}}}
        """)))
        .ShouldBe(["a@1.0.0>b@2.0.0", "b@2.0.0>c@3.0.0", "c@3.0.0>a@1.0.0", "c@3.0.0>b@1.0.0"]);

    [Fact]
    public async Task Npm_version_1_too() => (await EdgesAsync(new TestLayer().File("app/package-lock.json",
        """{"lockfileVersion":1,"dependencies":{"a":{"version":"1.0.0","requires":{"b":"^2"},"dependencies":{"b":{"version":"2.0.0","requires":{"c":"*"}}}},"b":{"version":"1.0.0"},"c":{"version":"3.0.0","requires":{"b":"^1"}}}}""")))
        .ShouldBe(["a@1.0.0>b@2.0.0", "b@2.0.0>c@3.0.0", "c@3.0.0>b@1.0.0"]);

    [Fact]
    public async Task NuGet_by_both_files() => (await EdgesAsync(new TestLayer()
        .File("a/app.deps.json", """{"runtimeTarget":{"name":"net"},"targets":{"net":{"App/1.0.0":{"dependencies":{"Lib.A":"2.0.0"}},"Lib.A/2.0.0":{"dependencies":{"Lib.B":"3.0.0"}}}},"libraries":{"App/1.0.0":{"type":"project"},"Lib.A/2.0.0":{"type":"package"},"Lib.B/3.0.0":{"type":"package"}}}""")
        .File("b/packages.lock.json", """{"version":1,"dependencies":{"net10.0":{"X":{"type":"Direct","resolved":"1.0.0","dependencies":{"y":"[0.9, )"}},"Y":{"type":"Transitive","resolved":"1.5.0"}}}}""")))
        .ShouldBe(["App@1.0.0>Lib.A@2.0.0", "Lib.A@2.0.0>Lib.B@3.0.0", "X@1.0.0>Y@1.5.0"]);

    [Fact]
    public async Task Cargo_names_versions_where_it_must() => (await EdgesAsync(new TestLayer().File("app/Cargo.lock",
        """
        version = 3
        [[package]]
        name = "app"
        version = "0.1.0"
        dependencies = [
         "rand 0.8.5",
         "serde",
        ]

        [[package]]
        name = "rand"
        version = "0.7.3"

        [[package]]
        name = "rand"
        version = "0.8.5"
        dependencies = ["serde 1.0.0 (registry+https://example.org)"]

        [[package]]
        name = "serde"
        version = "1.0.0"
        """)))
        .ShouldBe(["app@0.1.0>rand@0.8.5", "app@0.1.0>serde@1.0.0", "rand@0.8.5>serde@1.0.0"]);

    [Fact]
    public async Task A_Go_program_needs_what_it_was_linked_from()
    {
        var image = await new TestLayer().File("usr/bin/tool", SyntheticGo.Inline(), executable: true).ImageAsync();
        var main = image.Packages.Single(p => p.DependsOn.Count > 0);
        main.DependsOn.ShouldBe(image.Packages.Select(p => p.Purl).Where(p => p != main.Purl), ignoreOrder: true);
    }

    [Fact]
    public async Task Documents_keep_the_graph_and_the_image_needs_what_nothing_else_does()
    {
        var image = await new TestLayer().File("var/lib/dpkg/status", Stanza("base", "Depends: libc6") + Stanza("libc6", "")).ImageAsync();
        var subject = new SbomSubject("acme/app", Primitives.Digest.Sha256("x"u8), "linux/amd64", null);
        foreach (var bytes in (byte[][])[SpdxJson.Write(image, subject), Spdx3Json.Write(image, subject), CycloneDxJson.Write(image, subject)])
        {
            var bom = BomReader.Read(bytes).Document!;
            var names = bom.Components.ToDictionary(c => c.Id, c => c.Name);
            bom.Relations.Select(r => $"{names[r.From]}>{names[r.To]}").ShouldBe(["acme/app>base", "base>libc6"]);
        }
    }

    [Fact]
    public async Task Two_modules_replaced_by_one_are_one_component()
    {
        var image = await new TestLayer().File("app/go.mod", "module m\nrequire (\n a.example/x v1.0.0\n b.example/y v1.0.0\n)\nreplace a.example/x => c.example/f v2.0.0\nreplace b.example/y => c.example/f v2.0.0\n").ImageAsync();
        image.Packages.Select(p => p.Purl).ShouldBe(["pkg:golang/c.example/f@v2.0.0"]);
        var bom = BomReader.Read(CycloneDxJson.Write(image, new("x", Primitives.Digest.Sha256("x"u8), "linux/amd64", null)));
        bom.Findings.ShouldBeEmpty();
    }

    private static async Task<IEnumerable<string>> EdgesAsync(TestLayer layer)
    {
        var image = await layer.ImageAsync();
        var labels = image.Packages.ToDictionary(p => p.Purl, p => p.Package.Type is "deb" or "apk" ? p.Package.Name : $"{p.Package.Name}@{p.Package.Version}");
        return image.Packages.SelectMany(p => p.DependsOn.Select(to => $"{labels[p.Purl]}>{labels[to]}")).Order(StringComparer.Ordinal);
    }

    private static string Stanza(string name, string more) =>
        $"Package: {name}\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n{(more.Length == 0 ? "" : more + "\n")}\n";
}
