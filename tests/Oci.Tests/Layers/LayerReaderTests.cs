using System.Security.Cryptography;
using System.Text;
using Attestry.Oci.Building;
using Attestry.Oci.Layers;
using Attestry.Oci.Manifests;
using Attestry.Oci.Tests.Support;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Tests.Layers;

public sealed class LayerReaderTests
{
    [Fact]
    public async Task Shows_each_entry_with_its_content_and_both_digests()
    {
        using var builder = new LayerBuilder();
        var layer = builder.AddDirectory("etc").AddFile("etc/hosts", "localhost"u8.ToArray(), executable: true)
            .AddSymbolicLink("etc/link", "../etc/hosts").AddHardLink("etc/hard", "etc/hosts").Build();
        var visitor = new RecordingVisitor();
        var report = await Layer.ReadAsync(layer.Content.ToArray(), visitor, layer.DiffId);

        report.Findings.ShouldBeEmpty();
        report.Complete.ShouldBeTrue();
        report.DiffId.ShouldBe(layer.DiffId);
        report.CompressedBytes.ShouldBe(layer.Descriptor.Size);
        report.Entries.ShouldBe(4);
        visitor.Entries.Select(e => (e.Path, e.Kind, e.LinkTarget)).ShouldBe(
        [
            ("etc", LayerEntryKind.Directory, null),
            ("etc/hosts", LayerEntryKind.RegularFile, null),
            ("etc/link", LayerEntryKind.SymbolicLink, "../etc/hosts"),
            ("etc/hard", LayerEntryKind.HardLink, "etc/hosts"),
        ]);
        visitor.Entries[1].Mode.ShouldBe(Convert.ToInt32("755", 8));
        Encoding.UTF8.GetString(visitor.Contents["etc/hosts"]).ShouldBe("localhost");
    }

    [Fact]
    public async Task Reads_a_layer_that_is_not_compressed_whatever_its_media_type_says()
    {
        var tar = TarBytes.Of("a", "content");
        var report = await Layer.ReadAsync(tar, diffId: Digest.Sha256(tar));
        report.Complete.ShouldBeTrue();
        report.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reads_gzip_of_many_members()
    {
        var tar = new TarBytes().File("a", new string('x', 3000)).File("b", "2").End();
        byte[] blob = [.. Layer.Gzip(tar[..700]), .. Layer.Gzip([]), .. Layer.Gzip(tar[700..])];
        var visitor = new RecordingVisitor();
        var report = await Layer.ReadAsync(blob, visitor, Digest.Sha256(tar));
        report.Complete.ShouldBeTrue();
        visitor.Paths.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Reads_zstd_of_many_frames()
    {
        var tar = new TarBytes().File("a", new string('x', 300_000)).File("b", "2").End();
        byte[] blob = [.. ZstdBytes.Frame(tar[..700]), 0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3, .. ZstdBytes.Frame(tar[700..])];
        var visitor = new RecordingVisitor();
        var report = await Layer.ReadAsync(blob, visitor, Digest.Sha256(tar));
        report.Findings.ShouldBeEmpty();
        report.Complete.ShouldBeTrue();
        visitor.Paths.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Finds_a_truncated_zstd_stream()
    {
        var blob = ZstdBytes.Frame(TarBytes.Of("a", new string('x', 3000)));
        (await Layer.ReadAsync(blob[..^6])).Ids().ShouldBe([LayerFindings.Truncated]);
    }

    [Fact]
    public async Task Reads_pax_names_sizes_times_and_owners()
    {
        var path = $"{new string('d', 200)}/{new string('ä', 100)}";
        var tar = new TarBytes().Pax("short", '0', "12345"u8.ToArray(), $"path={path}", "mtime=1700000000.75", "uid=100000", "gid=3000000000", "SCHILY.xattr.user.a=b").End();
        var visitor = new RecordingVisitor();
        (await Layer.ReadAsync(tar, visitor)).Complete.ShouldBeTrue();
        var entry = visitor.Entries.Single();
        (entry.Path, entry.UserId, entry.GroupId, entry.ModifiedAt.ToUnixTimeSeconds()).ShouldBe((path, 100_000, 3_000_000_000, 1_700_000_000));
    }

    [Fact]
    public async Task Reads_gnu_long_names_and_links()
    {
        var (name, target) = ($"{new string('n', 300)}/f", $"{new string('t', 300)}/g");
        var tar = new TarBytes().Entry("././@LongLink", 'L', Encoding.ASCII.GetBytes(name + "\0")).Entry("././@LongLink", 'K', Encoding.ASCII.GetBytes(target + "\0")).Link("n", "t", '2').End();
        var visitor = new RecordingVisitor();
        (await Layer.ReadAsync(tar, visitor)).Complete.ShouldBeTrue();
        (visitor.Entries.Single().Path, visitor.Entries.Single().LinkTarget).ShouldBe((name, target));
    }

    [Fact]
    public async Task Reads_ustar_prefixes_and_base_256_numbers()
    {
        var tar = new TarBytes().Entry("file", '0', "abc"u8.ToArray(), edit: header =>
        {
            TarBytes.Put(header, 345, "some/prefix"u8);
            TarBytes.Put(header, 124, [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3]);
            TarBytes.Put(header, 108, [0x80, 0, 0, 0, 1, 0, 0, 0]);
        }).End();
        var visitor = new RecordingVisitor();
        (await Layer.ReadAsync(tar, visitor)).Complete.ShouldBeTrue();
        (visitor.Entries.Single().Path, visitor.Entries.Single().Size, visitor.Entries.Single().UserId).ShouldBe(("some/prefix/file", 3, 1L << 24));
    }

    [Fact]
    public async Task Tells_whiteouts_and_opaque_directories()
    {
        var tar = new TarBytes().File("etc/.wh.passwd", "").File("./var/.wh..wh..opq", "").File(".wh.top", "").File(".wh..wh.plnk", "").End();
        var visitor = new RecordingVisitor();
        var report = await Layer.ReadAsync(tar, visitor);
        report.Findings.ShouldBeEmpty();
        visitor.Entries.Select(e => (e.Path, e.Kind)).ShouldBe(
            [("etc/passwd", LayerEntryKind.Whiteout), ("var", LayerEntryKind.OpaqueDirectory), ("top", LayerEntryKind.Whiteout)]);
    }

    [Fact]
    public async Task Skips_what_a_visitor_leaves_unread_and_ends_its_stream()
    {
        var tar = new TarBytes().File("a", new string('x', 600_000)).File("b", "second").End();
        var kept = new List<Stream>();
        (await Layer.ReadAsync(Layer.Gzip(tar), new DelegateVisitor((_, content) => kept.Add(content)))).Complete.ShouldBeTrue();
        kept.Count.ShouldBe(2);
        (await kept[0].ReadAsync(new byte[10])).ShouldBe(0);
    }

    [Fact]
    public async Task Lets_through_what_the_visitor_throws()
    {
        var tar = new TarBytes().File("a", "1").File("b", new string('x', 5_000_000)).End();
        var visitor = new DelegateVisitor((_, _) => throw new ArithmeticException());
        await Should.ThrowAsync<ArithmeticException>(() => Layer.ReadAsync(tar, visitor));
    }

    [Fact]
    public async Task Lets_through_what_the_source_throws()
    {
        var (one, other) = (new MemoryStream(Layer.Gzip(RandomNumberGenerator.GetBytes(2_000_000))), new MemoryStream());
        await one.CopyToAsync(other);
        var layer = Layer.Describe(other.ToArray());
        one.Dispose();
        await Should.ThrowAsync<ObjectDisposedException>(() =>
            LayerReader.ReadAsync(one, layer, null, LayerLimits.Default, new RecordingVisitor(), CancellationToken.None));
    }

    [Fact]
    public async Task Ends_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        using var source = new GeneratedTar(4L << 30);
        var layer = new Descriptor(MediaTypes.OciLayer, Digest.Sha256([]), source.Length);
        var visitor = new DelegateVisitor((_, _) => cancel.Cancel());
        await Should.ThrowAsync<OperationCanceledException>(() =>
            LayerReader.ReadAsync(source, layer, null, LayerLimits.Default, visitor, cancel.Token));
    }
}
