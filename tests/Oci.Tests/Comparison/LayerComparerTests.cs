using System.Text;
using Attestry.Oci.Comparison;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Oci.Tests.Support;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Tests.Comparison;

public sealed class LayerComparerTests
{
    [Fact]
    public async Task The_same_entries_do_not_differ_however_they_are_compressed()
    {
        var archive = new TarBytes().File("a", "1").Link("b", "a", '2').End();
        var comparison = await CompareAsync(Layer.Gzip(archive), archive);
        (comparison.Complete, comparison.Changed, comparison.Counts.Count, comparison.Changes.Count).ShouldBe((true, 0, 0, 0));
    }

    [Theory]
    [InlineData(100, "0000755\0", EntryDifference.Mode)]
    [InlineData(108, "0000007\0", EntryDifference.Ownership)]
    [InlineData(116, "0000007\0", EntryDifference.Ownership)]
    [InlineData(136, "07346545001\0", EntryDifference.Timestamp)]
    [InlineData(156, "5", EntryDifference.Kind)]
    public async Task Names_what_differs_in_a_header(int at, string value, EntryDifference difference)
    {
        var changed = new TarBytes().Entry("a", '0', [], edit: header => TarBytes.Put(header, at, Encoding.ASCII.GetBytes(value))).End();
        await ShouldDifferAsync(new TarBytes().File("a", "").End(), changed, ("a", [difference]));
    }

    [Fact]
    public async Task Names_what_came_went_and_reads_otherwise() => await ShouldDifferAsync(
        new TarBytes().File("content", "1").File("gone", "").Link("link", "x", '2').End(),
        new TarBytes().File("content", "2").Link("link", "y", '2').File("new", "").End(),
        ("content", [EntryDifference.Content]),
        ("gone", [EntryDifference.Removed]),
        ("link", [EntryDifference.LinkTarget]),
        ("new", [EntryDifference.Added]));

    [Fact]
    public async Task An_entry_that_moved_forward_is_out_of_order_and_the_others_are_not() => await ShouldDifferAsync(
        new TarBytes().File("a", "").File("b", "").File("c", "").End(),
        new TarBytes().File("b", "").File("c", "").File("a", "").End(),
        ("a", [EntryDifference.Order]));

    [Fact]
    public async Task A_whiteout_is_not_the_file_that_it_removes() => await ShouldDifferAsync(
        new TarBytes().File("d/.wh.a", "").End(),
        new TarBytes().File("d/a", "").End(),
        ("d/a", [EntryDifference.Added]),
        ("d/a", [EntryDifference.Removed]));

    [Fact]
    public async Task Of_many_changes_the_first_by_path_are_listed_and_all_are_counted()
    {
        var many = new TarBytes();
        for (var i = OciLimits.ListedChanges + 500; i > 0; i--)
            many.File($"f{i:d5}", "");
        var comparison = await CompareAsync(new TarBytes().File("x", "").End(), many.End());
        comparison.Changed.ShouldBe(OciLimits.ListedChanges + 501);
        comparison.Counts[EntryDifference.Added].ShouldBe(OciLimits.ListedChanges + 500);
        comparison.Changes.Count.ShouldBe(OciLimits.ListedChanges);
        comparison.Changes[0].Path.ShouldBe("f00001");
        comparison.Changes[^1].Path.ShouldBe($"f{OciLimits.ListedChanges:d5}");
    }

    [Fact]
    public async Task A_layer_that_is_missing_or_damaged_is_not_compared()
    {
        var good = new TarBytes().File("a", "1").End();
        var source = new BlobSource();
        var (there, gone) = (source.Add(good), Layer.Describe([1]));
        (await LayerComparer.CompareAsync(source, there, source, gone, default)).Findings.ShouldHaveSingleItem().Id.ShouldBe(SbomFindings.BlobMissing);
        source.Serve(there.Digest, [.. good[..1000], 1, .. good[1001..]]);
        var damaged = await LayerComparer.CompareAsync(source, there, source, there, default);
        damaged.Complete.ShouldBeFalse();
        damaged.Findings.Select(f => f.Id).ShouldContain(LayerFindings.DigestMismatch);
    }

    private static async Task ShouldDifferAsync(byte[] earlier, byte[] later, params (string Path, EntryDifference[] Differences)[] expected)
    {
        var comparison = await CompareAsync(earlier, later);
        comparison.Complete.ShouldBeTrue(string.Join(' ', comparison.Findings));
        comparison.Changes.SelectMany(c => c.Differences.Select(d => (c.Path, d))).Order()
            .ShouldBe(expected.SelectMany(e => e.Differences.Select(d => (e.Path, d))).Order());
        comparison.Changed.ShouldBe(expected.Length);
    }

    private static Task<LayerComparison> CompareAsync(byte[] earlier, byte[] later)
    {
        var source = new BlobSource();
        return LayerComparer.CompareAsync(source, source.Add(earlier), source, source.Add(later), CancellationToken.None);
    }

    /// <summary>Blobs in memory.</summary>
    private sealed class BlobSource : IImageSource
    {
        private readonly Dictionary<Digest, byte[]> _blobs = [];

        public string Name => "memory";

        public Descriptor Add(byte[] blob)
        {
            Serve(Digest.Sha256(blob), blob);
            return Layer.Describe(blob);
        }

        public void Serve(Digest digest, byte[] blob) => _blobs[digest] = blob;

        public Task<FetchedManifest?> GetManifestAsync(string tagOrDigest, CancellationToken cancellation) => Task.FromResult<FetchedManifest?>(null);

        public Task<Stream?> OpenBlobAsync(Descriptor blob, CancellationToken cancellation) =>
            Task.FromResult<Stream?>(_blobs.TryGetValue(blob.Digest, out var bytes) ? new MemoryStream(bytes) : null);

        public Task<IReadOnlyList<Descriptor>> ListReferrersAsync(Digest subject, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Descriptor>>([]);

        public IAsyncEnumerable<string> ListTagsAsync(CancellationToken cancellation) => AsyncEnumerable.Empty<string>();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
