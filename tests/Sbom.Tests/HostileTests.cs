using System.Buffers.Binary;
using System.Text;
using Attestry.Oci.Layers;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Images;
using Attestry.Sbom.Layers;
using Attestry.Sbom.Tests.Layers;

namespace Attestry.Sbom.Tests;

public sealed class HostileTests
{
    [Theory]
    [InlineData("app/node_modules/big/package.json", 200L << 20, Severity.Low)]
    [InlineData("app/big.deps.json", 200L << 20, Severity.Medium)]
    [InlineData("var/lib/dpkg/status", 1L << 40, Severity.High)]
    public async Task A_file_beyond_its_limit_is_a_finding_and_is_not_read(string path, long size, Severity severity)
    {
        var cataloger = new LayerCataloger();
        await cataloger.VisitAsync(Entry(path, size), new Unreadable(), CancellationToken.None);
        var image = ImageCatalog.Merge([cataloger.Finish(default, new(true, default, 0, 0, 1, []))]);
        var finding = image.Findings.ShouldHaveSingleItem();
        (finding.Id, finding.Severity, finding.Location).ShouldBe((SbomFindings.SourceTooLarge, severity, path));
    }

    [Fact]
    public async Task A_database_of_one_huge_line_is_read_once_and_refused()
    {
        var huge = Encoding.ASCII.GetBytes("Package: " + new string('x', 40 << 20) + "\nVersion: 1\n");
        var cataloger = new LayerCataloger();
        var visit = ValueTask.CompletedTask;
        var time = ProcessorTime.Of(() => visit = cataloger.VisitAsync(Entry("var/lib/dpkg/status", huge.Length), new MemoryStream(huge), CancellationToken.None));
        await visit;
        var image = ImageCatalog.Merge([cataloger.Finish(default, new(true, default, 0, 0, 1, []))]);
        image.Packages.ShouldBeEmpty();
        image.Findings.ShouldHaveSingleItem().Id.ShouldBe(SbomFindings.SourceMalformed);
        time.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_library_list_of_lies_takes_no_more_than_it_weighs()
    {
        var many = string.Join(",", Enumerable.Range(0, 250_000).Select(i => $"\"p{i}/1.0.0\":{{\"type\":\"package\"}}"));
        var image = await new TestLayer().File("a.deps.json", $"{{\"libraries\":{{{many}}}}}").ImageAsync();
        image.Packages.Count.ShouldBe(SbomLimits.PackagesPerLayer);
        image.Findings.ShouldHaveSingleItem().Id.ShouldBe(SbomFindings.TooMany);
    }

    [Fact]
    public async Task Deep_nesting_is_refused()
    {
        var image = await new TestLayer().File("package-lock.json", string.Concat(Enumerable.Repeat("{\"dependencies\":{\"a\":", 10_000))).ImageAsync();
        image.Findings.ShouldHaveSingleItem().Id.ShouldBe(SbomFindings.SourceMalformed);
    }

    [Fact]
    public async Task Absurd_elf_headers_are_survived()
    {
        var whole = SyntheticGo.Inline();
        foreach (var (at, value) in new (int, ulong)[]
        {
            (40, ulong.MaxValue), (40, ulong.MaxValue - 63), (40, (ulong)whole.Length), (32, ulong.MaxValue), (32, 1), (72, ulong.MaxValue), (96, ulong.MaxValue),
        })
        {
            var bytes = whole.ToArray();
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), value);
            (await new TestLayer().File("x", bytes, executable: true).CatalogAsync()).Report.Complete.ShouldBeTrue();
        }
        foreach (var at in new[] { 54, 56, 58, 60, 62 })
        {
            var bytes = whole.ToArray();
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), ushort.MaxValue);
            (await new TestLayer().File("x", bytes, executable: true).CatalogAsync()).Report.Complete.ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Binaries_cut_or_changed_anywhere_never_fault(bool pointers)
    {
        var whole = pointers ? SyntheticGo.Pointers() : SyntheticGo.Inline();
        var random = new Random(20261122);
        var layer = new TestLayer();
        for (var i = 0; i < 400; i++)
        {
            var bytes = i % 2 == 0 ? whole[..random.Next(whole.Length)] : whole.ToArray();
            for (var n = random.Next(1, 8); n > 0 && bytes.Length > 0; n--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            layer.File($"bin/{i}", bytes, executable: true);
        }
        var catalog = await layer.CatalogAsync();
        catalog.Report.Complete.ShouldBeTrue();
        ImageCatalog.Merge([catalog]).Packages.ShouldAllBe(p => p.Package.Type == PackageTypes.Go);
    }

    [Theory]
    [InlineData("var/lib/dpkg/status")]
    [InlineData("lib/apk/db/installed")]
    [InlineData("a/x.deps.json")]
    [InlineData("a/package-lock.json")]
    [InlineData("a/node_modules/b/package.json")]
    [InlineData("a.dist-info/METADATA")]
    [InlineData("etc/os-release")]
    [InlineData("etc/passwd")]
    [InlineData("usr/share/doc/a/copyright")]
    public async Task Random_bytes_never_fault(string path)
    {
        var random = new Random(20261122);
        var pieces = new[] { "Package", "Version", "Source", ":", " ", "(", ")", "\n", "\n\n", "{", "}", "\"", ",", "[", "]", "P:", "V:", "ID=", "'", "libraries", "dependencies", "\u00ff", "\0", "License:", "Format:", "x" };
        for (var i = 0; i < 200; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => pieces[random.Next(pieces.Length)]));
            var bytes = Encoding.Latin1.GetBytes(text);
            var image = await new TestLayer().File(path, bytes).ImageAsync();
            image.Packages.ShouldAllBe(p => p.Purl.StartsWith("pkg:", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Go_build_information_that_leads_nowhere_is_a_finding()
    {
        var bytes = SyntheticGo.Pointers();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(0x200 + 16), ulong.MaxValue - 8);
        var image = await new TestLayer().File("x", bytes, executable: true).ImageAsync();
        image.Packages.ShouldBeEmpty();
        image.Findings.ShouldHaveSingleItem().Id.ShouldBe(SbomFindings.SourceMalformed);
    }

    private static LayerEntry Entry(string path, long size) => new(path, LayerEntryKind.RegularFile, 0b110_100_100, size, 0, 0, DateTimeOffset.UnixEpoch, null);

    /// <summary>Fails the test when it is read.</summary>
    private sealed class Unreadable : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new InvalidOperationException("It was read.");

        public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("It was read.");
    }
}
