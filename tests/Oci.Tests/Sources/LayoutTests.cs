using System.Formats.Tar;
using System.Text;
using Attestry.Oci.Building;
using Attestry.Oci.Layers;
using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Oci.Sources;
using Attestry.Oci.Tests.Support;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Tests.Sources;

public sealed class LayoutTests
{
    [Fact]
    public async Task What_is_written_is_read_back_from_directory_and_archive()
    {
        using var folder = new TemporaryFolder();
        var image = await WriteAsync(folder.File("layout"), "1.0");
        var archive = folder.File("layout.tar");
        await TarFile.CreateFromDirectoryAsync(folder.File("layout"), archive, includeBaseDirectory: false);
        await File.WriteAllBytesAsync(folder.File("layout.tar.gz"), Layer.Gzip(await File.ReadAllBytesAsync(archive)));
        await File.WriteAllBytesAsync(folder.File("layout.tar.zst"), ZstdBytes.Frame(await File.ReadAllBytesAsync(archive)));

        foreach (var target in new[] { "oci:layout:1.0", "oci:layout", "oci-archive:layout.tar:1.0", "oci-archive:layout.tar.gz", "oci-archive:layout.tar.zst" })
        {
            var (kind, path) = (target[..target.IndexOf(':')], target[(target.IndexOf(':') + 1)..]);
            await using var opened = await SourceOpener.OpenAsync($"{kind}:{folder.File(path)}", new RegistryDirectory([], TimeProvider.System), CancellationToken.None);
            var fetched = await opened.Source.GetManifestAsync(opened.Selector, CancellationToken.None);
            fetched!.Digest.ShouldBe(image.Digest, target);
            var manifest = ManifestParser.Parse(fetched);
            var config = await opened.Source.ReadConfigAsync(manifest, CancellationToken.None);
            config!.User.ShouldBe("1000");
            await using var blob = await opened.Source.OpenBlobAsync(manifest.Layers[0], CancellationToken.None);
            var report = await LayerReader.ReadAsync(blob!, manifest.Layers[0], config.DiffIds[0], LayerLimits.Default, new RecordingVisitor(), CancellationToken.None);
            report.Complete.ShouldBeTrue(target);
        }
    }

    [Fact]
    public void The_same_entries_make_the_same_layer()
    {
        using var one = new LayerBuilder();
        using var other = new LayerBuilder();
        var name = $"{new string('n', 200)}/{new string('m', 200)}";
        one.AddFile(name, "x"u8.ToArray()).Build().Descriptor.Digest.ShouldBe(other.AddFile(name, "x"u8.ToArray()).Build().Descriptor.Digest);
    }

    [Fact]
    public async Task Lists_referrers_by_subject_and_by_fallback_tag()
    {
        using var folder = new TemporaryFolder();
        var image = await WriteAsync(folder.Path, "1.0");
        var writer = await LayoutWriter.OpenAsync(folder.Path, CancellationToken.None);
        var attached = await ReferrerBuilder.PushAsync(writer, image, "application/x", "evidence"u8.ToArray(), null, CancellationToken.None);
        var listed = new Descriptor(MediaTypes.OciManifest, Digest.Sha256([1]), 1);
        await IndexBuilder.PushAsync(writer, FallbackTag.Of(image.Digest), [listed], CancellationToken.None);

        await using var layout = await OciLayout.OpenAsync(folder.Path, CancellationToken.None);
        var referrers = await layout.ListReferrersAsync(image.Digest, CancellationToken.None);
        referrers.Select(r => r.Digest).ShouldBe([listed.Digest, attached.Digest], ignoreOrder: true);
        referrers.Single(r => r.Digest == attached.Digest).ArtifactType.ShouldBe("application/x");
        (await layout.ListTagsAsync(CancellationToken.None).ToListAsync()).ShouldBe(["1.0", FallbackTag.Of(image.Digest)]);
    }

    [Fact]
    public async Task Finds_a_manifest_that_is_not_what_its_name_says()
    {
        using var folder = new TemporaryFolder();
        var image = await WriteAsync(folder.Path, "1.0");
        await File.AppendAllTextAsync(Blob(folder.Path, image.Digest), " ");
        await using var layout = await OciLayout.OpenAsync(folder.Path, CancellationToken.None);
        (await Should.ThrowAsync<OciException>(() => layout.GetManifestAsync("1.0", CancellationToken.None))).Finding.Id.ShouldBe(OciFindings.ManifestDigestMismatch);
    }

    [Fact]
    public async Task Follows_links_inside_the_layout_and_none_that_lead_out()
    {
        using var folder = new TemporaryFolder();
        var image = await WriteAsync(folder.File("layout"), "1.0");
        var blob = Blob(folder.File("layout"), image.Digest);
        File.Move(blob, folder.File("layout/inside"));
        File.CreateSymbolicLink(blob, "../../inside");
        await using var layout = await OciLayout.OpenAsync(folder.File("layout"), CancellationToken.None);
        (await layout.GetManifestAsync("1.0", CancellationToken.None))!.Digest.ShouldBe(image.Digest);

        File.Move(folder.File("layout/inside"), folder.File("outside"));
        File.Delete(blob);
        File.CreateSymbolicLink(blob, "../../../outside");
        (await Should.ThrowAsync<OciException>(() => layout.GetManifestAsync("1.0", CancellationToken.None))).Finding.Id.ShouldBe(OciFindings.LayoutUnsafePath);
    }

    [Fact]
    public async Task Never_takes_a_path_from_what_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder.Path, "1.0");
        await using var layout = await OciLayout.OpenAsync(folder.Path, CancellationToken.None);
        (await layout.GetManifestAsync("../../etc/passwd", CancellationToken.None)).ShouldBeNull();
        (await layout.GetManifestAsync("2.0", CancellationToken.None)).ShouldBeNull();
        (await layout.OpenBlobAsync(new Descriptor("x", Digest.Sha256([7]), 1), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Asks_which_image_when_there_are_several()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder.Path, "1.0");
        await WriteAsync(folder.Path, "2.0", "other");
        var fault = await Should.ThrowAsync<FormatException>(() => SourceOpener.OpenAsync($"oci:{folder.Path}", new RegistryDirectory([], TimeProvider.System), CancellationToken.None));
        fault.Message.ShouldContain("1.0, 2.0");
    }

    [Theory]
    [InlineData("""{"imageLayoutVersion":"9.0.0"}""", """{"schemaVersion":2,"manifests":[]}""")]
    [InlineData("[]", """{"schemaVersion":2,"manifests":[]}""")]
    [InlineData("""{"imageLayoutVersion":"1.0.0"}""", """{"schemaVersion":2,"manifests":[],"manifests":[]}""")]
    [InlineData("""{"imageLayoutVersion":"1.0.0"}""", null)]
    public async Task Refuses_what_is_no_layout(string marker, string? index)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("oci-layout"), marker);
        if (index is not null)
            await File.WriteAllTextAsync(folder.File("index.json"), index);
        await Should.ThrowAsync<OciException>(() => OciLayout.OpenAsync(folder.Path, CancellationToken.None));
    }

    [Fact]
    public async Task Copies_an_index_with_all_that_belongs_to_it()
    {
        using var folder = new TemporaryFolder();
        var image = await WriteAsync(folder.File("from"), null);
        var writer = await LayoutWriter.OpenAsync(folder.File("from"), CancellationToken.None);
        var index = await IndexBuilder.PushAsync(writer, "all", [image], CancellationToken.None);
        await using var from = await OciLayout.OpenAsync(folder.File("from"), CancellationToken.None);
        var to = await LayoutWriter.OpenAsync(folder.File("to"), CancellationToken.None);
        await ImageCopy.CopyAsync(from, (await from.GetManifestAsync("all", CancellationToken.None))!, to, "copied", CancellationToken.None);

        await using var copy = await OciLayout.OpenAsync(folder.File("to"), CancellationToken.None);
        var fetched = await copy.GetManifestAsync("copied", CancellationToken.None);
        fetched!.Digest.ShouldBe(index.Digest);
        (await IndexWalker.WalkAsync(copy, fetched, CancellationToken.None)).Images.Single().Manifest.Digest.ShouldBe(image.Digest);
    }

    [Fact]
    public async Task Reads_the_layout_that_cosign_signed()
    {
        if (Corpora.Path("cosign/layout") is not { } path)
            return;
        await using var layout = await OciLayout.OpenAsync(path, CancellationToken.None);
        var signed = await layout.GetManifestAsync("new", CancellationToken.None);
        var referrers = await layout.ListReferrersAsync(signed!.Digest, CancellationToken.None);
        referrers.Count.ShouldBe(4);
        foreach (var referrer in referrers)
        {
            var manifest = ManifestParser.Parse((await layout.GetManifestAsync(referrer.Digest.Text, CancellationToken.None))!);
            manifest.ArtifactType.ShouldBe(MediaTypes.SigstoreBundle);
            Classification.Of(manifest, null).Subject.ShouldBe(signed.Digest);
            (await layout.ReadBlobAsync(manifest.Layers[0], 1 << 20, CancellationToken.None)).ShouldNotBeNull();
        }
        var old = await layout.GetManifestAsync("old", CancellationToken.None);
        var tag = CosignTag.Of(old!.Digest, CosignTag.Signature);
        var signature = ManifestParser.Parse((await layout.GetManifestAsync(tag, CancellationToken.None))!);
        (signature.Kind, Classification.Of(signature, tag)).ShouldBe((ManifestKind.Other, new(ManifestKind.Referrer, old.Digest, "sig")));
    }

    private static async Task<Descriptor> WriteAsync(string path, string? tag, string content = "content")
    {
        using var layer = new LayerBuilder();
        var writer = await LayoutWriter.OpenAsync(path, CancellationToken.None);
        var image = new ImageBuilder { Layers = [layer.AddFile("file", Encoding.UTF8.GetBytes(content)).Build()], User = "1000" };
        return await image.PushAsync(writer, tag, CancellationToken.None);
    }

    private static string Blob(string layout, Digest digest) => Path.Combine(layout, "blobs", digest.Algorithm, digest.Hex);
}
