using System.IO.Compression;
using Attestry.Oci.Layers;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Layers;
using Attestry.Sbom.Memory;

namespace Attestry.Sbom.Tests.Memory;

/// <summary>What layers hold at once is counted, not what the system says that is resident: the same on every machine.</summary>
public sealed class ScanMemoryTests
{
    private const int Mebibyte = 1 << 20;

    [Fact]
    public async Task Layers_that_are_read_at_once_share_one_budget_and_find_what_each_finds_alone()
    {
        var files = Enumerable.Range(0, 4).Select(i => (Path: $"usr/bin/program-{i}", Content: SyntheticElf.With(".data", new byte[(2 * Mebibyte) + i]))).ToArray();
        var alone = Catalog(await ReadAsync(new WorkingMemory(64 * Mebibyte, Mebibyte), files));
        var memory = new WorkingMemory(5 * Mebibyte, Mebibyte);
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ReadAsync(memory, files))));
        together.Select(Catalog).ShouldAllBe(catalog => catalog == alone);
        memory.HighWater.ShouldBeInRange(2 * Mebibyte, 5 * Mebibyte);
    }

    [Fact]
    public async Task An_archive_that_lies_in_another_unpacked_is_not_copied()
    {
        var memory = new WorkingMemory(16 * Mebibyte, 2 * Mebibyte);
        var inner = Jar(CompressionLevel.NoCompression, ("META-INF/maven/g/inner/pom.properties", "groupId=g\nartifactId=inner\nversion=1\n"u8.ToArray()), ("a", new byte[4 * Mebibyte]));
        var outer = Jar(CompressionLevel.NoCompression, ("lib/inner.jar", inner));
        var found = (await ReadAsync(memory, ("app.jar", outer))).Finish(default, Whole).Sources.ShouldHaveSingleItem();
        (found.Finding, found.Packages.ShouldHaveSingleItem().Name, memory.HighWater).ShouldBe((null, "g:inner", outer.Length));
    }

    [Fact]
    public async Task Archives_packed_one_inside_the_other_take_no_more_than_their_budget()
    {
        var memory = new WorkingMemory(16 * Mebibyte, 6 * Mebibyte);
        var jar = Jar(CompressionLevel.Fastest, ("META-INF/maven/g/inner/pom.properties", "groupId=g\nartifactId=inner\nversion=1\n"u8.ToArray()), ("a", new byte[2 * Mebibyte]));
        for (var i = 0; i < 2; i++)
            jar = Jar(CompressionLevel.Fastest, ("lib/inner.jar", Jar(CompressionLevel.NoCompression, ("b.jar", jar), ("c", new byte[4 * Mebibyte]))));
        var found = (await ReadAsync(memory, ("app.jar", jar))).Finish(default, Whole).Sources.ShouldHaveSingleItem();
        found.Finding!.Id.ShouldBe(SbomFindings.ArchiveUnread);
        memory.HighWater.ShouldBeInRange(4 * Mebibyte, 22 * Mebibyte);
    }

    [Fact]
    public void The_largest_of_what_is_held_whole_has_room() =>
        SbomLimits.WorkingBytes.ShouldBeGreaterThanOrEqualTo(new[] { SbomLimits.ExecutableBytes, SbomLimits.ArchiveBytes, SbomLimits.DatabaseBytes }.Max());

    private static LayerReport Whole => new(true, default, 0, 0, 0, []);

    private static async Task<LayerCataloger> ReadAsync(WorkingMemory memory, params (string Path, byte[] Content)[] files)
    {
        var cataloger = new LayerCataloger(memory);
        foreach (var (path, content) in files)
            await cataloger.VisitAsync(new(path, LayerEntryKind.RegularFile, 0b111_101_101, content.Length, 0, 0, DateTimeOffset.UnixEpoch, null), new MemoryStream(content), default);
        return cataloger;
    }

    private static string Catalog(LayerCataloger cataloger) => Convert.ToBase64String(LayerCatalogJson.Write(cataloger.Finish(default, Whole)));

    private static byte[] Jar(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }
        return file.ToArray();
    }
}
