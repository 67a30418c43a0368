using System.Text;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Images;
using Attestry.Sbom.Tests.Layers;

namespace Attestry.Sbom.Tests.Documents;

/// <summary>What packages need by the word of lock files and of what was installed.</summary>
public sealed class LockEdgeTests
{
    [Fact]
    public async Task Yarn_1_by_what_was_asked_for() => (await EdgesAsync("app/yarn.lock",
        """
        # yarn lockfile v1

        "@s/a@^1.0.0", "@s/a@^1.1.0":
          version "1.2.0"
          dependencies:
            b "^2.0.0"
            "@s/c" "*"
            gone "1"
          optionalDependencies:
            fsevents "~2"

        b@^1.0.0:
          version "1.0.1"

        b@^2.0.0:
          version "2.0.5"
          dependencies:
            "@s/a" "^1.1.0"

        "@s/c@*":
          version "3.0.0"

        fsevents@~2:
          version "2.3.0"
        """)).ShouldBe(["@s/a@1.2.0>@s/c@3.0.0", "@s/a@1.2.0>b@2.0.5", "@s/a@1.2.0?fsevents@2.3.0", "b@2.0.5>@s/a@1.2.0"]);

    [Fact]
    public async Task Yarn_Berry_with_its_protocols_and_workspaces()
    {
        var image = await new TestLayer().File("app/yarn.lock",
            """
            __metadata:
              version: 8

            "a@npm:^1.0.0, a@npm:^1.1.0":
              version: 1.2.0
              resolution: "a@npm:1.2.0"
              dependencies:
                b: ^2.0.0
                "@s/c": "npm:*"
              dependenciesMeta:
                "@s/c":
                  optional: true
              checksum: 10c0/abc

            "b@npm:^2.0.0":
              version: 2.0.5
              resolution: "b@npm:2.0.5"

            "@s/c@npm:*":
              version: 3.0.0
              resolution: "@s/c@npm:3.0.0"

            "app@workspace:.":
              version: 0.0.0-use.local
              resolution: "app@workspace:."
              dependencies:
                a: "npm:^1.1.0"
                b: "npm:^2.0.0"
            """).ImageAsync();
        Edges(image).ShouldBe(["a@1.2.0>b@2.0.5", "a@1.2.0?@s/c@3.0.0"]);
        image.Packages.Where(p => p.IsDirect).Select(p => p.Package.Name).ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData("""
        lockfileVersion: 5.4
        dependencies:
          a: 1.0.0_react@18.0.0
        packages:

          /a/1.0.0_react@18.0.0:
            resolution: {integrity: sha512-x}
            dependencies:
              '@s/b': 2.0.0
              alias: /real/3.0.0
            optionalDependencies:
              c: 4.0.0
            dev: false

          /@s/b/2.0.0:
            dev: false

          /real/3.0.0:
            dev: false

          /c/4.0.0:
            dev: false

          /d/5.0.0:
            dev: true
        """)]
    [InlineData("""
        lockfileVersion: '6.0'

        importers:

          .:
            dependencies:
              a:
                specifier: ^1
                version: 1.0.0(react@18.0.0)

        packages:

          /a@1.0.0(react@18.0.0):
            dependencies:
              '@s/b': 2.0.0
              alias: /real@3.0.0
            optionalDependencies:
              c: 4.0.0

          /@s/b@2.0.0:
            dev: false

          /real@3.0.0:
            dev: false

          /c@4.0.0:
            optional: true
        """)]
    [InlineData("""
        lockfileVersion: '9.0'

        importers:

          .:
            dependencies:
              a:
                specifier: ^1
                version: 1.0.0(react@18.0.0)
            devDependencies:
              d:
                specifier: ^5
                version: 5.0.0

        packages:

          a@1.0.0:
            resolution: {integrity: sha512-x}

          '@s/b@2.0.0':
            resolution: {integrity: sha512-x}

          real@3.0.0:
            resolution: {integrity: sha512-x}

          c@4.0.0:
            resolution: {integrity: sha512-x}

          d@5.0.0:
            resolution: {integrity: sha512-x}

          e@6.0.0:
            resolution: {integrity: sha512-x}

        snapshots:

          a@1.0.0(react@18.0.0):
            dependencies:
              '@s/b': 2.0.0
              alias: real@3.0.0
            optionalDependencies:
              c: 4.0.0

          '@s/b@2.0.0': {}

          d@5.0.0:
            dependencies:
              e: 6.0.0
        """)]
    public async Task Pnpm_in_each_of_its_forms_without_what_only_development_needs(string content)
    {
        var image = await new TestLayer().File("app/pnpm-lock.yaml", content).ImageAsync();
        Edges(image).ShouldBe(["a@1.0.0>@s/b@2.0.0", "a@1.0.0>real@3.0.0", "a@1.0.0?c@4.0.0"]);
        image.Packages.Single(p => p.IsDirect).Package.Name.ShouldBe("a");
        image.Packages.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Npm_tells_optional_ones_apart_and_what_the_project_asks_for()
    {
        var image = await new TestLayer().File("app/package-lock.json",
            """
            {"lockfileVersion":3,"packages":{"":{"dependencies":{"a":"*","b":"*"}},
              "node_modules/a":{"version":"1.0.0","dependencies":{"b":"*","c":"*"},"optionalDependencies":{"c":"*"},"peerDependencies":{"p":"*","q":"*"},"peerDependenciesMeta":{"q":{"optional":true}}},
              "node_modules/b":{"version":"1.0.0"},"node_modules/c":{"version":"1.0.0"},"node_modules/p":{"version":"1.0.0"},"node_modules/q":{"version":"1.0.0"}}}
            """).ImageAsync();
        Edges(image).ShouldBe(["a@1.0.0>b@1.0.0", "a@1.0.0>p@1.0.0", "a@1.0.0?c@1.0.0", "a@1.0.0?q@1.0.0"]);
        image.Packages.Where(p => p.IsDirect).Select(p => p.Package.Name).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Installed_npm_packages_find_the_nearest() => Edges(await new TestLayer()
        .File("app/node_modules/a/package.json", """{"name":"a","version":"1.0.0","dependencies":{"@s/b":"^2","c":"*"},"devDependencies":{"d":"*"}}""")
        .File("app/node_modules/a/node_modules/@s/b/package.json", """{"name":"@s/b","version":"2.0.0","dependencies":{"c":"*"}}""")
        .File("app/node_modules/@s/b/package.json", """{"name":"@s/b","version":"1.0.0"}""")
        .File("app/node_modules/c/package.json", """{"name":"c","version":"3.0.0","dependencies":{"@s/b":"^1"}}""")
        .File("app/node_modules/d/package.json", """{"name":"d","version":"4.0.0"}""")
        .File("other/node_modules/c/package.json", """{"name":"c","version":"9.0.0","dependencies":{"a":"*"}}""")
        .ImageAsync()).ShouldBe(["@s/b@2.0.0>c@3.0.0", "a@1.0.0>@s/b@2.0.0", "a@1.0.0>c@3.0.0", "c@3.0.0>@s/b@1.0.0"]);

    [Fact]
    public async Task Bundler_by_indentation_and_installed_gems_by_their_specifications()
    {
        var locked = await new TestLayer().File("app/Gemfile.lock",
            """
            PATH
              remote: .
              specs:
                own (0.1.0)
                  rack

            GEM
              remote: https://rubygems.org/
              specs:
                nokogiri (1.15.4-x86_64-linux)
                  racc (~> 1.4)
                racc (1.7.1)
                rack (3.0.0)

            DEPENDENCIES
              nokogiri (~> 1.15)
              own!
            """).ImageAsync();
        Edges(locked).ShouldBe(["nokogiri@1.15.4>racc@1.7.1"]);
        locked.Packages.Where(p => p.IsDirect).Select(p => p.Package.Name).ShouldBe(["nokogiri", "rack"]);

        (await EdgesAsync(
            ("usr/lib/ruby/gems/3.1.0/specifications/nokogiri-1.15.4.gemspec", "Gem::Specification.new do |s|\n  s.name = \"nokogiri\".freeze\n  s.version = \"1.15.4\"\n  s.add_runtime_dependency(%q<racc>.freeze, [\"~> 1.4\"])\n  s.add_development_dependency(%q<rake>.freeze, [\"~> 1\"])\n  s.add_dependency(%q<json>.freeze)\nend\n"),
            ("usr/lib/ruby/gems/3.1.0/specifications/racc-1.7.1.gemspec", "s.name = \"racc\"\ns.version = \"1.7.1\"\n"),
            ("usr/lib/ruby/gems/3.1.0/specifications/rake-1.gemspec", "s.name = \"rake\"\ns.version = \"1\"\n"),
            ("usr/lib/ruby/gems/3.1.0/specifications/default/json-2.gemspec", "s.name = \"json\"\ns.version = \"2\"\n")))
            .ShouldBe(["nokogiri@1.15.4>json@2", "nokogiri@1.15.4>racc@1.7.1"]);
    }

    [Fact]
    public async Task Composer_with_what_stands_in_for_others() => (await EdgesAsync("app/composer.lock",
        """
        {"packages":[{"name":"Acme/app","version":"1.0.0","require":{"php":">=8","ext-json":"*","psr/log-implementation":"1.0","acme/Old":"*"}},
          {"name":"monolog/monolog","version":"2.9.1","provide":{"psr/log-implementation":"1.0.0"}},{"name":"acme/new","version":"2.0.0","replace":{"acme/old":"*"}}]}
        """)).ShouldBe(["Acme/app@1.0.0>acme/new@2.0.0", "Acme/app@1.0.0>monolog/monolog@2.9.1"]);

    [Fact]
    public async Task Poetry_in_a_table_below_the_package() => (await EdgesAsync("app/poetry.lock",
        """
        [[package]]
        name = "requests"
        version = "2.31.0"

        [package.dependencies]
        Charset_Normalizer = ">=2,<4"
        urllib3 = {version = ">=1.21.1,<3", optional = true, markers = "extra == \"x\""}
        idna = [
            {version = ">=2.5", markers = "python_version < \"3\""},
        ]

        [package.extras]
        socks = ["PySocks"]

        [[package]]
        name = "charset-normalizer"
        version = "3.3.0"

        [[package]]
        name = "idna"
        version = "3.4"

        [[package]]
        name = "urllib3"
        version = "2.0.7"

        [[package]]
        name = "PySocks"
        version = "1.7.1"

        [[package]]
        name = "pytest"
        version = "8.0.0"
        groups = ["dev"]
        """)).ShouldBe(["requests@2.31.0>charset-normalizer@3.3.0", "requests@2.31.0>idna@3.4", "requests@2.31.0?urllib3@2.0.7"]);

    [Fact]
    public async Task Uv_in_lists_of_tables_without_what_only_development_needs()
    {
        var image = await new TestLayer().File("app/uv.lock",
            """
            version = 1

            [[package]]
            name = "app"
            version = "0.1.0"
            source = { editable = "." }
            dependencies = [
                { name = "requests", extra = ["socks"] },
                { name = "idna" },
            ]

            [package.dev-dependencies]
            dev = [
                { name = "pytest" },
            ]

            [[package]]
            name = "requests"
            version = "2.31.0"
            source = { registry = "https://pypi.org/simple" }
            dependencies = [
                { name = "idna", marker = "python_full_version >= '3'" },
            ]

            [package.optional-dependencies]
            socks = [
                { name = "pysocks" },
            ]

            [[package]]
            name = "idna"
            version = "3.4"

            [[package]]
            name = "pysocks"
            version = "1.7.1"

            [[package]]
            name = "pytest"
            version = "8.0.0"
            dependencies = [
                { name = "iniconfig" },
                { name = "idna" },
            ]

            [[package]]
            name = "iniconfig"
            version = "2.0.0"
            """).ImageAsync();
        Edges(image).ShouldBe(["requests@2.31.0>idna@3.4", "requests@2.31.0?pysocks@1.7.1"]);
        image.Names().ShouldBe(["idna 3.4", "pysocks 1.7.1", "requests 2.31.0"]);
        image.Packages.Where(p => p.IsDirect).Select(p => p.Package.Name).ShouldBe(["idna", "requests"]);
    }

    [Fact]
    public async Task Pdm_in_whole_requirements() => (await EdgesAsync("app/pdm.lock",
        """
        [[package]]
        name = "click"
        version = "8.1.7"
        groups = ["default"]
        dependencies = [
            "colorama; platform_system == \"Windows\"",
            "importlib-metadata>=1.0; python_version < \"3.8\"",
        ]

        [[package]]
        name = "colorama"
        version = "0.4.6"
        """)).ShouldBe(["click@8.1.7>colorama@0.4.6"]);

    [Fact]
    public async Task Installed_Python_distributions_find_one_another_where_they_lie() => (await EdgesAsync(
        ("usr/lib/python3/site-packages/requests-2.31.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: requests\nVersion: 2.31.0\nRequires-Dist: charset-normalizer (<4,>=2)\nRequires-Dist: urllib3[brotli]>=1.21.1\nRequires-Dist: PySocks!=1.5.7,>=1.5.6; extra == \"socks\"\n\nRequires-Dist: prose\n"),
        ("usr/lib/python3/site-packages/charset_normalizer-3.3.0.dist-info/METADATA", "Name: charset-normalizer\nVersion: 3.3.0\n"),
        ("usr/lib/python3/site-packages/PySocks-1.7.1.dist-info/METADATA", "Name: PySocks\nVersion: 1.7.1\n"),
        ("usr/local/lib/python3/site-packages/urllib3-2.0.7.egg-info", "Name: urllib3\nVersion: 2.0.7\n"),
        ("opt/venv/lib/python3/site-packages/charset_normalizer-2.0.0.dist-info/METADATA", "Name: charset-normalizer\nVersion: 2.0.0\n")))
        .ShouldBe(["requests@2.31.0>charset-normalizer@3.3.0", "requests@2.31.0>urllib3@2.0.7", "requests@2.31.0?PySocks@1.7.1"]);

    [Fact]
    public async Task Rpm_by_names_sonames_files_and_conditions()
    {
        var database = SyntheticRpm.Ndb(
            SyntheticRpm.Header("app", "1", "1", requires: ["rpmlib(CompressedFileNames)", "libz.so.1()(64bit)", "libz.so.1(ZLIB_1.2)(64bit)", "/bin/sh", "/usr/sbin/tool", "(perl or python3 >= 3.9)", "((extra and more) if systemd)", "gone"]),
            SyntheticRpm.Header("zlib", "1", "1", provides: ["zlib = 1", "libz.so.1()(64bit)"]),
            SyntheticRpm.Header("bash", "5", "1", provides: ["/bin/sh", "config(bash)"], requires: ["config(bash)"]),
            SyntheticRpm.Header("tools", "1", "1", files: ["/usr/sbin/tool"]),
            SyntheticRpm.Header("python3", "3.11", "1"),
            SyntheticRpm.Header("extra", "1", "1"),
            SyntheticRpm.Header("systemd", "1", "1"));
        Edges(await new TestLayer().File("usr/lib/sysimage/rpm/Packages.db", database).ImageAsync())
            .ShouldBe(["app@1-1>bash@5-1", "app@1-1>extra@1-1", "app@1-1>python3@3.11-1", "app@1-1>tools@1-1", "app@1-1>zlib@1-1"]);
    }

    [Fact]
    public async Task A_bill_of_materials_in_the_image_by_its_relations() => (await EdgesAsync("opt/app/.spdx-app.spdx.json",
        """
        {"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","name":"x","packages":[
          {"SPDXID":"SPDXRef-a","name":"a","externalRefs":[{"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl","referenceLocator":"pkg:npm/%40s/a@1.0.0"}]},
          {"SPDXID":"SPDXRef-b","name":"b","externalRefs":[{"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl","referenceLocator":"pkg:npm/b@2.0.0"}]},
          {"SPDXID":"SPDXRef-c","name":"c","externalRefs":[{"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl","referenceLocator":"pkg:npm/c@3.0.0"}]}],
         "relationships":[{"spdxElementId":"SPDXRef-a","relationshipType":"DEPENDS_ON","relatedSpdxElement":"SPDXRef-b"},
          {"spdxElementId":"SPDXRef-c","relationshipType":"OPTIONAL_DEPENDENCY_OF","relatedSpdxElement":"SPDXRef-a"}]}
        """)).ShouldBe(["@s/a@1.0.0>b@2.0.0", "@s/a@1.0.0?c@3.0.0"]);

    [Fact]
    public async Task Apk_names_files_too() => (await EdgesAsync("lib/apk/db/installed", "P:busybox\nV:1\np:/bin/sh cmd:sh=1\n\nP:app\nV:2\nD:/bin/sh\n\n"))
        .ShouldBe(["app@2>busybox@1"]);

    [Fact]
    public async Task Conan_s_graph_of_version_1() => (await EdgesAsync("conan.lock",
        """{"graph_lock":{"nodes":{"0":{"ref":"conanfile.txt","requires":["1"]},"1":{"ref":"fmt/9.1.0#rev","requires":["2","7"]},"2":{"ref":"zlib/1.2.13@acme/stable#rev"}}}}"""))
        .ShouldBe(["fmt@9.1.0>zlib@1.2.13"]);

    [Fact]
    public async Task Five_thousand_of_one_name_and_circles_end()
    {
        var status = new StringBuilder();
        for (var i = 0; i < 5_000; i++)
            status.Append("Package: a\nVersion: ").Append(i).Append("\nDepends: a, b\n\n");
        var lines = new StringBuilder();
        for (var i = 0; i < 5_000; i++)
            lines.Append("a@").Append(i).Append(":\n  version \"").Append(i).Append("\"\n  dependencies:\n    a \"").Append((i + 1) % 5_000).Append("\"\n");
        var image = await new TestLayer().File("var/lib/dpkg/status", status.ToString()).File("yarn.lock", lines.ToString()).ImageAsync();
        image.Packages.Max(p => p.DependsOn.Count).ShouldBe(SbomLimits.DependencyCandidates);
        image.Packages.Count(p => p.Package.Type == "npm" && p.DependsOn.Count == 1).ShouldBe(5_000);
    }

    [Fact]
    public async Task A_folder_inside_itself_without_end_is_climbed_so_far_alone()
    {
        var path = string.Concat(Enumerable.Repeat("node_modules/a/", 100_000)).TrimEnd('/');
        var image = await new TestLayer()
            .File("app/package-lock.json", $$$$"""{"lockfileVersion":3,"packages":{"{{{{path}}}}":{"version":"1.0.0","dependencies":{"b":"*"}},"node_modules/b":{"version":"1.0.0"}}}""")
            .File("pnpm-lock.yaml", "packages:\n      deep: 1.0.0\n  a@1.0.0:\n        x: 1\n    dependencies:\n          b: 1.0.0\n    :\n   odd: 1.0.0\n")
            .ImageAsync();
        image.Packages.ShouldContain(p => p.Package.Name == "b" && p.Package.Type == "npm");
        image.Packages.ShouldAllBe(p => p.DependsOn.Count == 0);
    }

    private static Task<IEnumerable<string>> EdgesAsync(string path, string content) => EdgesAsync((path, content));

    private static async Task<IEnumerable<string>> EdgesAsync(params (string Path, string Content)[] files) =>
        Edges(await files.Aggregate(new TestLayer(), (layer, file) => layer.File(file.Path, file.Content)).ImageAsync());

    /// <summary><c>&gt;</c> for what is needed, <c>?</c> for what is optional.</summary>
    private static IEnumerable<string> Edges(ImageCatalog image)
    {
        var labels = image.Packages.ToDictionary(p => p.Purl, p => $"{p.Package.Name}@{p.Package.Version}");
        return image.Packages
            .SelectMany(p => p.DependsOn.Select(to => $"{labels[p.Purl]}{(p.OptionallyDependsOn.Contains(to) ? '?' : '>')}{labels[to]}"))
            .Order(StringComparer.Ordinal);
    }
}
