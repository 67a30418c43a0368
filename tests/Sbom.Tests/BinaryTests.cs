using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Documents;
using Attestry.Sbom.Formats;
using Attestry.Sbom.Tests.Layers;

namespace Attestry.Sbom.Tests;

public sealed class BinaryTests
{
    private const string Crates = """{"packages":[{"name":"app","version":"0.1.0","source":"local","root":true},{"name":"serde","version":"1.0.190","source":"crates.io"},{"name":"cc","version":"1.0.83","source":"crates.io","kind":"build"}]}""";

    [Fact]
    public async Task Reads_the_crates_of_a_rust_program()
    {
        var image = await new TestLayer().File("bin/app", SyntheticElf.With(".dep-v0", Zlib(Encoding.UTF8.GetBytes(Crates)))).ImageAsync();
        image.Purls().ShouldBe(["pkg:cargo/app@0.1.0", "pkg:cargo/serde@1.0.190"]);
        image.Packages.ShouldAllBe(p => p.FoundBy == "rust-auditable");
    }

    [Fact]
    public async Task A_list_of_crates_that_unpacks_to_too_much_is_a_finding()
    {
        var image = await new TestLayer().File("bin/app", SyntheticElf.With(".dep-v0", Zlib(new byte[20 << 20]))).File("bin/other", SyntheticElf.With(".dep-v0", [1, 2, 3])).ImageAsync();
        image.Findings.Select(f => (f.Id, f.Location)).ShouldBe([(SbomFindings.SourceMalformed, "bin/app"), (SbomFindings.SourceMalformed, "bin/other")]);
    }

    [Theory]
    [InlineData("usr/local/bin/openssl", "OpenSSL 3.0.11 19 Sep 2023\0", "pkg:generic/openssl@3.0.11")]
    [InlineData("lib/libcrypto.so.1.1", "OpenSSL 1.1.1w  11 Sep 2023\0", "pkg:generic/openssl@1.1.1w")]
    [InlineData("bin/busybox", "BusyBox v1.36.1 (2023-11-07)", "pkg:generic/busybox@1.36.1")]
    [InlineData("usr/sbin/nginx", "nginx version: nginx/1.25.3\0", "pkg:generic/nginx@1.25.3")]
    [InlineData("usr/local/bin/node", "x\0node.js/v20.9.0 \0", "pkg:generic/node@20.9.0")]
    [InlineData("usr/local/bin/redis-server", "\0Redis version=7.2.3, bits", "pkg:generic/redis@7.2.3")]
    [InlineData("usr/bin/else", "OpenSSL 3.0.11 19 Sep 2023\0", null)]
    [InlineData("usr/bin/openssl-config", "OpenSSL 3.0.11 19 Sep 2023\0", null)]
    [InlineData("usr/bin/openssl", "OpenSSL CMS, OpenSSL 9", null)]
    public async Task Recognises_programs_by_what_they_say_of_themselves(string path, string text, string? purl)
    {
        var image = await new TestLayer().File(path, SyntheticElf.With(".rodata", Encoding.ASCII.GetBytes(text))).ImageAsync();
        image.Purls().ShouldBe(purl is null ? [] : [purl]);
    }

    [Fact]
    public async Task A_program_of_no_ecosystem_has_the_name_by_which_the_national_database_knows_it()
    {
        var image = await new TestLayer().File("bin/busybox", SyntheticElf.With(".rodata", "BusyBox v1.36.1+git (2023-11-07)"u8.ToArray())).ImageAsync();
        var component = BomReader.Read(CycloneDxJson.Write(image, new("x", Primitives.Digest.Sha256("x"u8), "linux/amd64", null))).Document!.Components.Single(c => c.Name == "busybox");
        component.Cpes.ShouldBe([@"cpe:2.3:a:busybox:busybox:1.36.1\+git:*:*:*:*:*:*:*"]);
        component.Properties.ShouldNotContain(p => p.Name.EndsWith("cpe"));
    }

    [Fact]
    public async Task An_assembly_tells_its_own_version_unless_deps_json_knows_better()
    {
        var assembly = await File.ReadAllBytesAsync(typeof(FactAttribute).Assembly.Location);
        var image = await new TestLayer().File("opt/tool/xunit.core.dll", assembly).ImageAsync();
        image.Purls().ShouldBe(["pkg:nuget/xunit.core@2.9.3"]);
        image.Packages[0].Package.Properties!["dotnet:assembly-version"].ShouldBe("2.9.3.0");
        var described = await new TestLayer().File("opt/tool/lib/xunit.core.dll", assembly).File("opt/tool/app.deps.json", """{"libraries":{"App/1.0.0":{"type":"project"}}}""").ImageAsync();
        described.Purls().ShouldBe(["pkg:nuget/App@1.0.0"]);
    }

    [Fact]
    public async Task Reads_what_a_single_file_application_bundles()
    {
        var deps = Encoding.UTF8.GetBytes("""{"libraries":{"App/1.0.0":{"type":"project"},"Serilog/3.1.1":{"type":"package"}}}""");
        var marker = Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae");
        var host = SyntheticElf.With(".data", [.. new byte[8], .. marker]);
        var depsAt = host.Length;
        byte[] header = [6, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 3, .. "abc"u8, .. BitConverter.GetBytes((long)depsAt), .. BitConverter.GetBytes((long)deps.Length), .. new byte[24]];
        byte[] file = [.. host, .. deps, .. header];
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(file.AsSpan().IndexOf(marker) - 8), depsAt + deps.Length);
        (await new TestLayer().File("app/App", file, executable: true).ImageAsync()).Purls().ShouldBe(["pkg:nuget/App@1.0.0", "pkg:nuget/Serilog@3.1.1"]);

        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(file.AsSpan().IndexOf(marker) - 8), long.MaxValue);
        (await new TestLayer().File("app/App", file, executable: true).ImageAsync()).Findings.ShouldHaveSingleItem().Id.ShouldBe(SbomFindings.SourceMalformed);
        (await new TestLayer().File("app/apphost", host, executable: true).ImageAsync()).Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("tool.exe")]
    [InlineData("tool")]
    [InlineData("universal")]
    public async Task Reads_go_programs_of_windows_and_macos(string name)
    {
        var info = SyntheticGo.Info();
        var file = name == "tool.exe" ? SyntheticPe.With(".data", info) : SyntheticMachO.With("__go_buildinfo", info);
        file = name == "universal" ? SyntheticMachO.Universal(file) : file;
        var image = await new TestLayer().File(name, file).ImageAsync();
        image.Purls().ShouldContain("pkg:golang/stdlib@1.22.1");
        image.Packages.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_java_class_is_no_program_of_macos()
    {
        var image = await new TestLayer().File("app/Main.class", [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 65, .. new byte[100]]).ImageAsync();
        (image.Findings.Count, image.Packages.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Damaged_programs_never_throw()
    {
        byte[][] programs =
        [
            SyntheticElf.With(".dep-v0", Zlib(Encoding.UTF8.GetBytes(Crates))), SyntheticGo.Inline(), SyntheticPe.With(".data", SyntheticGo.Info()),
            SyntheticMachO.With("__go_buildinfo", SyntheticGo.Info()), await File.ReadAllBytesAsync(typeof(FactAttribute).Assembly.Location),
        ];
        var random = new Random(11);
        for (var round = 0; round < 400; round++)
        {
            var program = programs[round % programs.Length];
            var damaged = program[..(round % 2 == 0 ? program.Length : random.Next(4, program.Length))];
            for (var i = random.Next(1, 30); i > 0; i--)
                damaged[random.Next(4, round % 3 == 0 ? Math.Min(damaged.Length, 1024) : damaged.Length)] = (byte)random.Next(256);
            await new TestLayer().File("bin/tool", damaged).ImageAsync();
        }
    }

    [Fact]
    public async Task An_absurd_section_table_is_a_finding()
    {
        var program = SyntheticElf.With(".data", [1]);
        BinaryPrimitives.WriteUInt16LittleEndian(program.AsSpan(60), 65000);
        var image = await new TestLayer().File("bin/tool", program).ImageAsync();
        (image.Findings.ShouldHaveSingleItem().Id, image.Executables.Count).ShouldBe((SbomFindings.ExecutableMalformed, 1));
    }

    private static byte[] Zlib(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(content);
        return packed.ToArray();
    }
}
