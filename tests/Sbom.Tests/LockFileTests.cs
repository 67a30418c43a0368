using Attestry.Primitives.Findings;
using Attestry.Sbom.Tests.Layers;

namespace Attestry.Sbom.Tests;

public sealed class LockFileTests
{
    [Theory]
    [InlineData("Cargo.lock", """
        version = 3

        [[package]]
        name = "app"
        version = "0.1.0"
        dependencies = [
         "serde",
        ]

        [[package]]
        name = "serde"
        version = "1.0.190"
        source = "registry+https://github.com/rust-lang/crates.io-index"
        checksum = "91d3c334ca1ee894a2c6f6ad698fe8c435b76d504b13d436f0685d648d6d96f7"
        """, "pkg:cargo/app@0.1.0", "pkg:cargo/serde@1.0.190")]
    [InlineData("poetry.lock", """
        [[package]]
        name = "requests"
        version = "2.31.0"
        description = "name = \"evil\""

        [package.dependencies]
        name = "not-a-package"

        [[package]]
        name = "pytest"
        version = "7.0.0"
        category = "dev"

        [metadata]
        lock-version = "2.0"
        """, "pkg:pypi/requests@2.31.0")]
    [InlineData("uv.lock", """
        version = 1

        [[package]]
        name = "app"
        version = "0.1.0"
        source = { editable = "." }

        [[package]]
        name = "Flask_Cors"
        version = "4.0.0"
        source = { registry = "https://pypi.org/simple" }
        """, "pkg:pypi/flask-cors@4.0.0")]
    [InlineData("Pipfile.lock", """{"default":{"six":{"version":"==1.16.0"},"local":{"path":"."}},"develop":{"pytest":{"version":"==7.0.0"}}}""", "pkg:pypi/six@1.16.0")]
    [InlineData("requirements.txt", """
        # pinned
        requests[security]==2.31.0 ; python_version > "3" --hash=sha256:abc
        flask >= 2.0
        -r other.txt
        six==1.*
        urllib3 === 2.0.7 \
        """, "pkg:pypi/requests@2.31.0", "pkg:pypi/urllib3@2.0.7")]
    [InlineData("go.mod", """
        module example.org/app

        go 1.22

        require github.com/single/line v1.0.0
        require (
        	golang.org/x/net v0.17.0 // indirect
        	github.com/old/mod v1.0.0
        	example.org/local v0.1.0
        )
        replace github.com/old/mod => github.com/new/mod v1.1.0
        replace example.org/local v0.1.0 => ./local
        """, "pkg:golang/example.org/local@v0.1.0", "pkg:golang/github.com/new/mod@v1.1.0", "pkg:golang/github.com/single/line@v1.0.0", "pkg:golang/golang.org/x/net@v0.17.0")]
    [InlineData("packages.lock.json", """{"version":1,"dependencies":{"net8.0":{"Newtonsoft.Json":{"type":"Direct","resolved":"13.0.3","contentHash":"x"},"lib":{"type":"Project"}},"net8.0/linux-x64":{"Serilog":{"type":"Transitive","resolved":"3.1.1"}}}}""", "pkg:nuget/Newtonsoft.Json@13.0.3", "pkg:nuget/Serilog@3.1.1")]
    [InlineData("yarn.lock", """
        # yarn lockfile v1


        "@babel/core@^7.0.0", "@babel/core@^7.1.0":
          version "7.23.0"
          resolved "https://registry.example/core.tgz"
          integrity sha512-abc
          dependencies:
            version "9.9.9"

        alias@npm:real@^2:
          version "2.0.1"
        left-pad@1.3.0:
          version "1.3.0"
        """, "pkg:npm/%40babel/core@7.23.0", "pkg:npm/left-pad@1.3.0", "pkg:npm/real@2.0.1")]
    [InlineData("berry/yarn.lock", """
        __metadata:
          version: 8

        "@scope/a@npm:^1.0.0, @scope/a@npm:^1.1.0":
          version: 1.2.0
          resolution: "@scope/a@npm:1.2.0"
          checksum: 10c0/abc

        "app@workspace:.":
          version: 0.0.0-use.local
          resolution: "app@workspace:."
        """, "pkg:npm/%40scope/a@1.2.0")]
    [InlineData("5/pnpm-lock.yaml", """
        lockfileVersion: 5.4
        packages:

          /@scope/a/1.0.0_react@18.0.0:
            resolution: {integrity: sha512-x}
            dev: false

          /b/2.0.0:
            resolution: {integrity: sha512-x}
            dev: true
        """, "pkg:npm/%40scope/a@1.0.0")]
    [InlineData("6/pnpm-lock.yaml", """
        lockfileVersion: '6.0'
        importers:
          .:
            dependencies:
        packages:
          /@scope/a@1.0.0(react@18.0.0):
            resolution: {integrity: sha512-x}
          /c@3.1.0:
            resolution: {integrity: sha512-x}
        """, "pkg:npm/%40scope/a@1.0.0", "pkg:npm/c@3.1.0")]
    [InlineData("9/pnpm-lock.yaml", """
        lockfileVersion: '9.0'
        packages:
          '@scope/a@1.0.0':
            resolution: {integrity: sha512-x}
          c@https://example.org/c.tgz:
            resolution: {tarball: x}
        snapshots:
          '@scope/z@9.0.0(react@18.0.0)':
            dependencies:
        """, "pkg:npm/%40scope/a@1.0.0")]
    [InlineData("Gemfile.lock", """
        GIT
          remote: https://example.org/x.git
          specs:
            gitgem (0.1.0)

        GEM
          remote: https://rubygems.org/
          specs:
            nokogiri (1.15.4-x86_64-linux)
              racc (~> 1.4)
            racc (1.7.1)

        PATH
          specs:
            own (0.0.1)

        DEPENDENCIES
          nokogiri
        """, "pkg:gem/gitgem@0.1.0", "pkg:gem/nokogiri@1.15.4", "pkg:gem/racc@1.7.1")]
    [InlineData("composer.lock", """{"packages":[{"name":"Monolog/monolog","version":"v2.9.1","license":["MIT"]}],"packages-dev":[{"name":"phpunit/phpunit","version":"9.0.0"}]}""", "pkg:composer/monolog/monolog@2.9.1")]
    [InlineData("vendor/composer/installed.json", """{"packages":[{"name":"a/b","version":"1.0.0"},{"name":"dev/tool","version":"2.0.0"}],"dev-package-names":["dev/tool"]}""", "pkg:composer/a/b@1.0.0")]
    [InlineData("old/composer/installed.json", """[{"name":"a/b","version":"1.0.0"}]""", "pkg:composer/a/b@1.0.0")]
    [InlineData("conan.lock", """{"version":"0.5","requires":["zlib/1.2.13#97d5730b529b4224045fe7090592d4c1%1692672717.68","openssl/3.1.2@user/channel"]}""", "pkg:conan/openssl@3.1.2", "pkg:conan/zlib@1.2.13")]
    [InlineData("v1/conan.lock", """{"graph_lock":{"nodes":{"0":{"ref":"conanfile.txt"},"1":{"ref":"fmt/9.1.0#rev"}}}}""", "pkg:conan/fmt@9.1.0")]
    [InlineData("Package.resolved", """{"pins":[{"identity":"swift-nio","kind":"remoteSourceControl","location":"https://github.com/apple/swift-nio.git","state":{"revision":"abc","version":"2.60.0"}}],"version":2}""", "pkg:swift/github.com/apple/swift-nio@2.60.0")]
    [InlineData("v1/Package.resolved", """{"object":{"pins":[{"package":"nio","repositoryURL":"git@github.com:apple/swift-log.git","state":{"version":"1.5.3"}}]},"version":1}""", "pkg:swift/github.com/apple/swift-log@1.5.3")]
    [InlineData("pubspec.lock", """
        packages:
          flutter:
            dependency: "direct main"
            description: flutter
            source: sdk
            version: "0.0.0"
          http:
            dependency: transitive
            description:
              name: http
              version: "9"
            source: hosted
            version: "1.1.0"
        sdks:
          dart: ">=3.0.0"
        """, "pkg:pub/http@1.1.0")]
    [InlineData("usr/lib/ruby/gems/3.1.0/specifications/rack-2.2.8.gemspec", """
        # -*- encoding: utf-8 -*-
        Gem::Specification.new do |s|
          s.name = "rack".freeze
          s.version = "2.2.8"
          s.licenses = ["MIT".freeze, "Ruby".freeze]
          s.add_runtime_dependency(%q<name>.freeze, ["= 1"])
        end
        """, "pkg:gem/rack@2.2.8")]
    [InlineData("opt/app.spdx.json", """{"spdxVersion":"SPDX-2.3","packages":[{"name":"x","externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:npm/%40s/x@1.0.0"}],"licenseDeclared":"MIT"},{"name":"y","externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:deb/debian/y@1"}]}]}""", "pkg:npm/%40s/x@1.0.0")]
    [InlineData("bom.json", """{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"purl":"pkg:maven/org.acme/lib@1.0"},{"purl":"nonsense"}]}""", "pkg:maven/org.acme/lib@1.0")]
    [InlineData("opt/bom.xml", """<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components><component type="library"><group>org.acme</group><name>lib</name><version>1.0</version><purl>pkg:maven/org.acme/lib@1.0</purl><components><component type="library"><name>in</name><purl>pkg:npm/in@2</purl></component></components></component></components></bom>""", "pkg:maven/org.acme/lib@1.0", "pkg:npm/in@2")]
    [InlineData("opt/app/.spdx-app.spdx", """{"spdxVersion":"SPDX-2.3","packages":[{"name":"x","externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:npm/x@1.0.0"}]}]}""", "pkg:npm/x@1.0.0")]
    [InlineData("usr/share/app.spdx", "SPDXVersion: SPDX-2.3\nDocumentName: app\nPackageName: x\nSPDXID: SPDXRef-x\nPackageLicenseDeclared: MIT\nExternalRef: PACKAGE-MANAGER purl pkg:npm/x@1.0.0\nPackageName: y\nSPDXID: SPDXRef-y\nExternalRef: PACKAGE-MANAGER purl pkg:deb/debian/y@1\n", "pkg:npm/x@1.0.0")]
    [InlineData("opt/app.syft.json", """{"schema":{"version":"16.0.0","url":"https://raw.githubusercontent.com/anchore/syft/main/schema/json/schema-16.0.0.json"},"artifacts":[{"id":"1","name":"x","version":"1","purl":"pkg:cargo/x@1"}]}""", "pkg:cargo/x@1")]
    [InlineData("opt/sbom.json", """{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[{"type":"CreationInfo","@id":"_:c","specVersion":"3.0.1"},{"type":"software_Package","spdxId":"urn:b","name":"b","software_packageUrl":"pkg:npm/b@2"}]}""", "pkg:npm/b@2")]
    [InlineData("opt/bom.xml", "<project><name>none</name></project>")]
    [InlineData("opt/readme.spdx", "a text about SPDX")]
    [InlineData("opt/bom.json", "{\"parts\":[]}")]
    public async Task Reads_what_a_file_locks(string path, string content, params string[] purls)
    {
        var image = await new TestLayer().File(path, content).ImageAsync();
        image.Purls().ShouldBe(purls);
        image.Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Cargo.lock", "[[package]]\nname = \"x\"\n")]
    [InlineData("uv.lock", "[[package]]\nversion = \"1\"\n")]
    [InlineData("packages.lock.json", "{}")]
    [InlineData("yarn.lock", "\"\":\n  version \"1\"\n")]
    [InlineData("pubspec.lock", "packages:\n  x:\n    source: hosted\n")]
    [InlineData("composer.lock", "{\"packages\":[{}]}")]
    [InlineData("composer.lock", "7")]
    [InlineData("conan.lock", "{\"requires\":[\"/\"]}")]
    [InlineData("Package.resolved", "{\"pins\":[3]}")]
    [InlineData("specifications/x.gemspec", "nothing")]
    [InlineData("go.sum", "one two")]
    [InlineData("bom.xml", "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\"><components>")]
    [InlineData("bom.xml", "<!DOCTYPE bom [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\">&b;</bom>")]
    [InlineData("app.spdx", "SPDXVersion: SPDX-2.3\nPackageComment: <text>without end\n")]
    [InlineData("app.cdx.json", "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\"")]
    public async Task What_cannot_be_read_is_a_finding(string path, string content)
    {
        var image = await new TestLayer().File(path, content).ImageAsync();
        image.Packages.ShouldBeEmpty();
        image.Findings.ShouldHaveSingleItem().Id.ShouldBe(SbomFindings.SourceMalformed);
    }

    [Fact]
    public async Task No_text_makes_a_reader_throw()
    {
        string[] paths = ["Cargo.lock", "uv.lock", "requirements.txt", "go.mod", "go.sum", "yarn.lock", "pnpm-lock.yaml", "Gemfile.lock", "pubspec.lock", "specifications/x.gemspec", "x.dist-info/METADATA"];
        string[] pieces = ["\"", "@", "/", ":", "\n", "\n  ", "\n    ", "[[package]]\n", "name = ", "version", "packages:\n", "(", ")", "=>", "require (", "npm:", "'", "1.0", "\0", "=", "==", "-", "s.name = \"", " "];
        var random = new Random(5);
        for (var round = 0; round < 400; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => pieces[random.Next(pieces.Length)]));
            await paths.Aggregate(new TestLayer(), (layer, path) => layer.File($"{round}/{path}", text)).ImageAsync();
        }
    }

    [Fact]
    public async Task A_module_with_another_sum_than_go_sum_names_is_a_finding()
    {
        var image = await new TestLayer()
            .File("usr/bin/tool", SyntheticGo.Inline(), executable: true)
            .File("src/go.sum", "github.com/Acme/lib v1.2.3 h1:other=\ngithub.com/Acme/lib v1.2.3/go.mod h1:abc=\nexample.org/new v0.2.0 h1:def=\n")
            .ImageAsync();
        var finding = image.Findings.ShouldHaveSingleItem();
        (finding.Id, finding.Severity, finding.Location).ShouldBe((SbomFindings.GoSumMismatch, Severity.High, "usr/bin/tool"));
    }
}
