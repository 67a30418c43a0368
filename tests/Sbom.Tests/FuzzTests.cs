using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using Attestry.Oci.Layers;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Images;
using Attestry.Sbom.Layers;
using Attestry.Sbom.Memory;

namespace Attestry.Sbom.Tests;

/// <summary>Every parser of binary formats, over thousands of damaged files: none throws, runs away or takes memory that the file does not justify.</summary>
public sealed class FuzzTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(500);

    /// <summary>Of rounds, so that a fast machine does the same as a slow one where it can.</summary>
    private const int Rounds = 3000;

    /// <summary>However busy the machine is.</summary>
    private const int FewestRounds = 20;

    private static readonly string[] Expected = [SbomFindings.SourceMalformed, SbomFindings.ArchiveUnread, SbomFindings.ExecutableMalformed, SbomFindings.TooMany, SbomFindings.SourceTooLarge];

    public static TheoryData<string> Programs => ["elf", "elf-pie", "go", "go-pointers", "go-pe", "go-macho", "go-universal", "cargo-auditable", "dotnet-bundle", "assembly"];

    [Theory]
    [MemberData(nameof(Programs))]
    public Task Programs_of_every_format(string name) => FuzzAsync("bin/tool.dll", Program(name));

    [Fact]
    public Task Zip_directories() => FuzzAsync("opt/app.jar", Jar(("META-INF/MANIFEST.MF", "Implementation-Title: x\nImplementation-Version: 1\n"u8.ToArray()), ("lib/in.jar", Jar(("a/pom.properties", "version=1"u8.ToArray())))), from: 0);

    [Fact]
    public Task Rpm_headers_in_an_ndb_database() => FuzzAsync(
        "var/lib/rpm/Packages.db",
        SyntheticRpm.Ndb(SyntheticRpm.Header("a", "1", "1", files: ["/usr/bin/a", "/usr/bin/b"]), SyntheticRpm.Header("b", "2", "1")));

    [Theory]
    [InlineData("rpm/cbl-mariner-2.0-rpmdb.sqlite", "var/lib/rpm/rpmdb.sqlite")]
    [InlineData("rpm/sle15-bci-Packages.db", "var/lib/rpm/Packages.db")]
    [InlineData("rpm/libuuid-Packages", "var/lib/rpm/Packages")]
    public async Task Rpm_databases_as_rpm_writes_them(string corpus, string path)
    {
        if (Corpora.Path(corpus) is { } file)
            await FuzzAsync(path, [.. (await File.ReadAllBytesAsync(file)).Take(256 << 10)], from: 16);
    }

    [Fact]
    public async Task The_files_are_found_out_when_they_are_whole()
    {
        // Damage to what is not read in the first place would prove nothing.
        foreach (var name in new[] { "go", "go-pointers", "go-pe", "go-macho", "go-universal", "cargo-auditable", "dotnet-bundle", "assembly" })
            (await ReadAsync("bin/tool.dll", Program(name))).Packages.ShouldNotBeEmpty(name);
        foreach (var name in new[] { "elf", "elf-pie" })
            (await ReadAsync("bin/tool", Program(name))).Executables.ShouldHaveSingleItem().File.Facts.ShouldNotBeNull();
    }

    private static async Task FuzzAsync(string path, byte[] whole, int from = 4)
    {
        var watch = Stopwatch.StartNew();
        var rounds = 0;
        foreach (var damaged in Mutations.Of(whole, seed: 20261122, from).Take(Rounds).TakeWhile(_ => rounds < FewestRounds || watch.Elapsed < Budget))
        {
            rounds++;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var image = await ReadAsync(path, damaged);
            image.Findings.ShouldAllBe(finding => Expected.Contains(finding.Id));
            image.Packages.ShouldAllBe(package => package.Purl.StartsWith("pkg:", StringComparison.Ordinal));
            // A few hundred bytes for each byte of a file that is true; a length that lies would ask for gigabytes.
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan((32L << 20) + (200L * damaged.Length));
        }
        rounds.ShouldBeGreaterThanOrEqualTo(FewestRounds);
    }

    private static async Task<ImageCatalog> ReadAsync(string path, byte[] file)
    {
        // A budget of its own: that of the process is made, at once and whole, by whoever needs it first.
        var cataloger = new LayerCataloger(new WorkingMemory(8 << 20, 8 << 20));
        await cataloger.VisitAsync(new(path, LayerEntryKind.RegularFile, 0b111_101_101, file.Length, 0, 0, DateTimeOffset.UnixEpoch, null), new MemoryStream(file), CancellationToken.None);
        return ImageCatalog.Merge([cataloger.Finish(default, new(true, default, 0, 0, 1, []))]);
    }

    private static byte[] Program(string name) => name switch
    {
        "elf" => SyntheticElf.With(".data", [1]),
        "elf-pie" => SyntheticElf.With(".data", [1], pie: true),
        "go" => SyntheticGo.Inline(),
        "go-pointers" => SyntheticGo.Pointers(),
        "go-pe" => SyntheticPe.With(".data", SyntheticGo.Info()),
        "go-macho" => SyntheticMachO.With("__go_buildinfo", SyntheticGo.Info()),
        "go-universal" => SyntheticMachO.Universal(SyntheticMachO.With("__go_buildinfo", SyntheticGo.Info())),
        "cargo-auditable" => SyntheticElf.With(".dep-v0", Zlib("""{"packages":[{"name":"app","version":"0.1.0","source":"local","root":true},{"name":"serde","version":"1.0.190","source":"crates.io"}]}"""u8)),
        "dotnet-bundle" => Bundle(),
        _ => File.ReadAllBytes(typeof(FactAttribute).Assembly.Location),
    };

    // As the .NET SDK lays out a single-file application: host, files, manifest; the host holds where the manifest begins.
    private static byte[] Bundle()
    {
        var deps = """{"libraries":{"App/1.0.0":{"type":"project"},"Serilog/3.1.1":{"type":"package"}}}"""u8.ToArray();
        var marker = Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae");
        var host = SyntheticElf.With(".data", [.. new byte[8], .. marker]);
        byte[] header = [6, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 3, .. "abc"u8, .. BitConverter.GetBytes((long)host.Length), .. BitConverter.GetBytes((long)deps.Length), .. new byte[24]];
        byte[] file = [.. host, .. deps, .. header];
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(file.AsSpan().IndexOf(marker) - 8), host.Length + deps.Length);
        return file;
    }

    private static byte[] Zlib(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(content);
        return packed.ToArray();
    }

    private static byte[] Jar(params (string Name, byte[] Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return file.ToArray();
    }
}
