using Attestry.Oci.Layers;
using Attestry.Oci.Manifests;
using Attestry.Oci.Tests.Support;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Tests.Layers;

public sealed class HostileLayerTests
{
    [Theory]
    [InlineData("../../etc/passwd", "etc/passwd")]
    [InlineData("usr/../../etc/passwd", "etc/passwd")]
    [InlineData("usr/lib/../bin/x", "usr/bin/x")]
    public async Task Finds_path_traversal_and_keeps_it_below_the_root(string name, string path)
    {
        var visitor = new RecordingVisitor();
        var report = await Layer.ReadAsync(TarBytes.Of(name, "x"), visitor);
        report.Ids().ShouldBe([LayerFindings.PathTraversal]);
        report.Findings.Single().Location.ShouldBe(name);
        visitor.Paths.ShouldBe([path]);
    }

    [Fact]
    public async Task Finds_absolute_paths()
    {
        var visitor = new RecordingVisitor();
        (await Layer.ReadAsync(TarBytes.Of("/etc//./shadow", "x"), visitor)).Ids().ShouldBe([LayerFindings.AbsolutePath]);
        visitor.Paths.ShouldBe(["etc/shadow"]);
    }

    [Fact]
    public async Task Finds_absolute_climbing_dangling_and_looping_hard_links()
    {
        var tar = new TarBytes().File("a", "x").Link("b", "/a", '1').Link("c", "../../a", '1').Link("d", "nowhere", '1').Link("e", "e", '1').End();
        var visitor = new RecordingVisitor();
        var report = await Layer.ReadAsync(tar, visitor);
        report.Ids().ShouldBe([LayerFindings.AbsoluteHardLink, LayerFindings.PathTraversal, LayerFindings.HardLinkDangling, LayerFindings.LinkLoop]);
        visitor.Paths.ShouldBe(["a", "b", "c", "d"]);
        visitor.Entries.Skip(1).Take(2).ShouldAllBe(e => e.LinkTarget == "a");
    }

    [Fact]
    public async Task Finds_rings_of_symbolic_links()
    {
        var ring = new TarBytes().Link("x/a", "b", '2').Link("x/b", "/x/c", '2').Link("x/c", "../x/a", '2').Link("self", "self", '2').End();
        var report = await Layer.ReadAsync(ring);
        report.Findings.Select(f => (f.Id, f.Location)).ShouldBe([(LayerFindings.LinkLoop, "x/c"), (LayerFindings.LinkLoop, "self")]);
        (await Layer.ReadAsync(new TarBytes().Link("a", "b", '2').Link("b", "c", '2').End())).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Finds_entries_that_go_through_a_link_of_the_same_layer()
    {
        var tar = new TarBytes().Link("lib", "/etc", '2').File("lib/deep/passwd", "x").End();
        (await Layer.ReadAsync(tar)).Ids().ShouldBe([LayerFindings.EntryThroughLink]);
    }

    [Fact]
    public async Task Stops_a_bomb_of_ten_gigabytes_early()
    {
        var blob = Bomb();
        var report = await Layer.ReadAsync(blob);
        blob.Length.ShouldBeLessThan(100 << 20);
        report.Complete.ShouldBeFalse();
        report.Ids().ShouldBe([LayerFindings.ExpansionRatio]);
        report.DiffId.IsEmpty.ShouldBeTrue();
        report.UncompressedBytes.ShouldBeLessThan(LayerLimits.Default.RatioFreeBytes + (64L << 20));
    }

    [Fact]
    public async Task Stops_a_zstd_bomb_early()
    {
        var report = await Layer.ReadAsync([.. ZstdBytes.Frame(TarBytes.Of("a", "x")), .. ZstdBytes.Run(0, 16_384)]);
        report.Ids().ShouldBe([LayerFindings.ExpansionRatio]);
        report.UncompressedBytes.ShouldBeLessThan(1L << 30);
    }

    [Fact]
    public async Task Stops_at_the_size_limit()
    {
        var report = await Layer.ReadAsync(TarBytes.Of("a", new string('x', 100_000)), limits: new LayerLimits { UncompressedBytes = 50_000 });
        report.Ids().ShouldBe([LayerFindings.TooLarge]);
        report.Complete.ShouldBeFalse();
    }

    [Fact]
    public async Task Stops_at_the_entry_path_and_depth_limits()
    {
        var tar = new TarBytes().File("a", "").File("b/c/d", "").File(new string('n', 90), "").End();
        (await Layer.ReadAsync(tar, limits: new LayerLimits { Entries = 2 })).Ids().ShouldBe([LayerFindings.TooManyEntries]);
        (await Layer.ReadAsync(tar, limits: new LayerLimits { PathDepth = 2 })).Ids().ShouldBe([LayerFindings.PathTooDeep]);
        (await Layer.ReadAsync(tar, limits: new LayerLimits { PathBytes = 80 })).Ids().ShouldBe([LayerFindings.PathTooLong]);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(200)]
    [InlineData(-4)]
    [InlineData(-1)]
    public async Task Finds_truncated_gzip_wherever_it_is_cut(int cut)
    {
        var whole = Layer.Gzip(new TarBytes().Entry("a", '0', System.Security.Cryptography.RandomNumberGenerator.GetBytes(5000)).End());
        var blob = cut > 0 ? whole[..cut] : whole[..^-cut];
        var report = await Layer.ReadAsync(blob);
        report.Complete.ShouldBeFalse();
        report.Ids().ShouldBe([LayerFindings.Truncated]);
    }

    [Fact]
    public async Task Does_not_give_a_visitor_half_a_file()
    {
        var tar = TarBytes.Of("a", new string('x', 5000));
        var visitor = new RecordingVisitor();
        var report = await Layer.ReadAsync(tar[..2000], visitor);
        report.Ids().ShouldBe([LayerFindings.Truncated]);
        visitor.Contents.ShouldBeEmpty();
    }

    [Fact]
    public async Task Finds_damaged_gzip()
    {
        var blob = Layer.Gzip(TarBytes.Of("a", "content"));
        blob[^6] ^= 1;
        (await Layer.ReadAsync(blob)).Ids().ShouldContain(LayerFindings.CompressionMalformed);
    }

    [Fact]
    public async Task Finds_data_after_the_compressed_stream_and_after_the_archive()
    {
        var tar = TarBytes.Of("a", "content");
        var afterGzip = await Layer.ReadAsync([.. Layer.Gzip(tar), 1, 2, 3], diffId: Digest.Sha256(tar));
        afterGzip.Ids().ShouldBe([LayerFindings.TrailingData]);
        (await Layer.ReadAsync([.. tar, .. TarBytes.Of("b", "hidden")])).Ids().ShouldBe([LayerFindings.TrailingData]);
        (await Layer.ReadAsync([.. tar, .. new byte[9000]])).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Finds_a_wrong_digest_size_and_diff_id()
    {
        var blob = Layer.Gzip(TarBytes.Of("a", "content"));
        var right = Layer.Describe(blob);
        var wrong = await Layer.ReadAsync(blob, layer: right with { Digest = Digest.Sha256([1]) });
        (wrong.Complete, wrong.Ids().Single()).ShouldBe((false, LayerFindings.DigestMismatch));
        (await Layer.ReadAsync(blob, layer: right with { Size = right.Size + 1 })).Ids().ShouldBe([LayerFindings.SizeMismatch]);
        (await Layer.ReadAsync(blob, layer: right with { Size = right.Size - 1 })).Ids().ShouldBe([LayerFindings.SizeMismatch]);
        var diff = await Layer.ReadAsync(blob, diffId: Digest.Sha256(blob));
        (diff.Complete, diff.Ids().Single()).ShouldBe((false, LayerFindings.DiffIdMismatch));
    }

    [Fact]
    public async Task Compares_digests_of_the_longer_algorithms()
    {
        var tar = TarBytes.Of("a", "content");
        var sha512 = Digest.FromHash(System.Security.Cryptography.HashAlgorithmName.SHA512, System.Security.Cryptography.SHA512.HashData(tar));
        var report = await Layer.ReadAsync(tar, diffId: sha512, layer: new Descriptor(MediaTypes.OciLayer, sha512, tar.Length));
        (report.Complete, report.DiffId).ShouldBe((true, sha512));
    }

    public static TheoryData<string, byte[]> Malformed => new()
    {
        { LayerFindings.HeaderMalformed, new TarBytes().Entry("a", '0', [], sum: false).End() },
        { LayerFindings.HeaderMalformed, new TarBytes().Entry("a", '0', [], edit: h => TarBytes.Put(h, 124, "0000000009x"u8)).End() },
        { LayerFindings.HeaderMalformed, new TarBytes().Entry("a", '0', [], edit: h => h.AsSpan(124, 12).Fill(0xff)).End() },
        { LayerFindings.HeaderMalformed, new TarBytes().Pax("a", '0', [], "size=-1").End() },
        { LayerFindings.HeaderMalformed, new TarBytes().Pax("a", '0', [], "path=a\0b").End() },
        { LayerFindings.HeaderMalformed, new TarBytes().Entry("x", 'x', "99 path=a\n"u8.ToArray()).File("a", "").End() },
        { LayerFindings.HeaderMalformed, new TarBytes().Entry("x", 'L', new byte[2 << 20]).File("a", "").End() },
        { LayerFindings.EntryAmbiguous, new TarBytes().Entry("a", '5', "content"u8.ToArray()).End() },
        { LayerFindings.EntryAmbiguous, new TarBytes().Entry("g", 'g', TarBytes.Records("path=b")).File("a", "").End() },
        { LayerFindings.EntryAmbiguous, new TarBytes().File("a", "").Raw(new byte[512]).File("b", "").End() },
        { LayerFindings.EntryUnsupported, new TarBytes().Entry("a", 'V', []).End() },
        { LayerFindings.Truncated, new TarBytes().Entry("x", 'x', TarBytes.Records("path=b")).End() },
        { LayerFindings.HeaderMalformed, "BZh91AY&SY and so on, which is no archive that is read here"u8.ToArray().Concat(new byte[1000]).ToArray() },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Stops_at_what_readers_would_disagree_about(string id, byte[] tar)
    {
        var report = await Layer.ReadAsync(tar);
        report.Ids().ShouldBe([id]);
        report.Complete.ShouldBeFalse();
    }

    [Fact]
    public async Task Does_not_call_a_layer_complete_that_holds_sparse_files()
    {
        var tar = new TarBytes().Pax("a", '0', "1\n0\n1\n"u8.ToArray(), "GNU.sparse.major=1", "GNU.sparse.minor=0", "GNU.sparse.name=a").File("b", "x").End();
        var visitor = new RecordingVisitor();
        var report = await Layer.ReadAsync(tar, visitor);
        report.Ids().ShouldBe([LayerFindings.EntryUnsupported]);
        report.Complete.ShouldBeFalse();
        visitor.Paths.ShouldBe(["b"]);
    }

    [Fact]
    public async Task Finds_whiteouts_of_nothing()
    {
        var tar = new TarBytes().File("a/.wh.", "").File("a/.wh...", "").End();
        (await Layer.ReadAsync(tar)).Ids().ShouldBe([LayerFindings.WhiteoutMalformed, LayerFindings.WhiteoutMalformed]);
    }

    [Fact]
    public async Task Keeps_a_bounded_number_of_findings()
    {
        var tar = new TarBytes();
        for (var i = 0; i < 300; i++)
            tar.File($"../{i}", "");
        var report = await Layer.ReadAsync(tar.End());
        report.Findings.Count.ShouldBe(LayerLimits.Default.Findings + 1);
        report.Findings[^1].Id.ShouldBe(LayerFindings.MoreFindings);
    }

    [Fact]
    public async Task Never_fails_on_damaged_archives()
    {
        var whole = new TarBytes().File("etc/passwd", "root").Link("a", "b", '2').Pax("x", '0', [1, 2, 3], "path=long/name", "mtime=1.5").End();
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var damaged = (byte[])whole.Clone();
            for (var n = 0; n < 3; n++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var blob = i % 2 == 0 ? damaged : Layer.Gzip(damaged);
            if (i % 4 == 3)
                blob[random.Next(blob.Length)] ^= (byte)(1 << random.Next(8));
            await Layer.ReadAsync(blob, new DelegateVisitor((_, _) => { }));
        }
    }

    // One member of 64 MiB of zeros, 160 times: ten gigabytes in ten megabytes.
    private static byte[] Bomb()
    {
        var head = new TarBytes().Entry("bomb", '0', [], edit: header => TarBytes.Put(header, 124, TarBytes.Octal(10L << 30))).ToArray();
        var zeros = Layer.Gzip(new byte[64 << 20]);
        return [.. Layer.Gzip(head), .. Enumerable.Repeat(zeros, 160).SelectMany(member => member)];
    }
}
