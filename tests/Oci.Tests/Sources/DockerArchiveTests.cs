using System.Text;
using Attestry.Oci.Layers;
using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Oci.Sources;
using Attestry.Oci.Tests.Support;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Tests.Sources;

public sealed class DockerArchiveTests
{
    private static readonly byte[] Tar = TarBytes.Of("file", "content");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reads_what_older_engines_and_builders_save(bool compressed)
    {
        var layer = compressed ? Layer.Gzip(Tar) : Tar;
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, new TarBytes().Entry("config.json", '0', Config()).Entry("one/layer.tar", '0', layer)
            .Link("two/layer.tar", "../one/layer.tar", '2').Entry("manifest.json", '0', List("config.json", "two/layer.tar")));
        await using var opened = await SourceOpener.OpenAsync($"docker-archive:{folder.File("a.tar")}:acme/app:1.0", new RegistryDirectory([], TimeProvider.System), CancellationToken.None);
        await ReadAllAsync(opened.Source, opened.Selector);
        (await opened.Source.ListTagsAsync(CancellationToken.None).ToListAsync()).ShouldBe(["1.0"]);
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    public async Task Refuses_names_that_lead_out(string name)
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, new TarBytes().Entry("config.json", '0', Config()).Entry("manifest.json", '0', List("config.json", name)));
        var fault = await Should.ThrowAsync<OciException>(() => DockerArchive.OpenAsync(folder.File("a.tar"), CancellationToken.None));
        fault.Finding.Id.ShouldBe(OciFindings.LayoutUnsafePath);
    }

    [Fact]
    public async Task Does_not_follow_links_out_of_the_archive()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, new TarBytes().Entry("config.json", '0', Config()).Link("layer.tar", "/etc/passwd", '2')
            .Link("ring", "ring", '2').Entry("manifest.json", '0', List("config.json", "layer.tar")));
        (await Should.ThrowAsync<OciException>(() => DockerArchive.OpenAsync(folder.File("a.tar"), CancellationToken.None)))
            .Finding.Id.ShouldBe(OciFindings.LayoutMalformed);
    }

    public static TheoryData<byte[]> Malformed => new()
    {
        { new TarBytes().File("other", "x").End() },
        { new TarBytes().File("manifest.json", "{}").End() },
        { new TarBytes().File("manifest.json", """[{"Config":1}]""").End() },
        { new TarBytes().Entry("manifest.json", '0', List("absent", "absent")).End() },
        { new TarBytes().Entry("config.json", '0', Config()).Entry("manifest.json", '0', List("config.json", "l", "l")).End() },
        { new TarBytes().File("manifest.json", "[]").File("manifest.json", "[]").End() },
        { new TarBytes().Entry("a", '0', [], sum: false).End() },
        { Layer.Gzip(Tar)[..^8] },
        { "no archive"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Refuses_what_is_no_archive(byte[] archive)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("a.tar"), archive);
        await Should.ThrowAsync<OciException>(() => DockerArchive.OpenAsync(folder.File("a.tar"), CancellationToken.None));
    }

    [Fact]
    public async Task Reads_a_real_alpine()
    {
        if (Corpora.Path("images/alpine-310.tar.gz") is not { } path)
            return;
        await using var source = await DockerArchive.OpenAsync(path, CancellationToken.None);
        var visitor = await ReadAllAsync(source, "alpine:3.10");
        Encoding.UTF8.GetString(visitor.Contents["lib/apk/db/installed"]).ShouldContain("P:musl");
        (await source.GetManifestAsync("3.10", CancellationToken.None)).ShouldNotBeNull();
    }

    private static async Task<RecordingVisitor> ReadAllAsync(IImageSource source, string selector)
    {
        var manifest = ManifestParser.Parse((await source.GetManifestAsync(selector, CancellationToken.None))!);
        var config = await source.ReadConfigAsync(manifest, CancellationToken.None);
        var visitor = new RecordingVisitor();
        await using var blob = await source.OpenBlobAsync(manifest.Layers.Single(), CancellationToken.None);
        var report = await LayerReader.ReadAsync(blob!, manifest.Layers[0], config!.DiffIds[0], LayerLimits.Default, visitor, CancellationToken.None);
        report.Findings.ShouldBeEmpty();
        report.Complete.ShouldBeTrue();
        return visitor;
    }

    private static Task WriteAsync(TemporaryFolder folder, TarBytes archive) => File.WriteAllBytesAsync(folder.File("a.tar"), archive.End());

    private static byte[] Config() =>
        Encoding.UTF8.GetBytes($$$"""{"os":"linux","architecture":"amd64","rootfs":{"type":"layers","diff_ids":["{{{Digest.Sha256(Tar)}}}"]}}""");

    private static byte[] List(string config, params string[] layers) =>
        Encoding.UTF8.GetBytes($$"""[{"Config":"{{config}}","RepoTags":["acme/app:1.0"],"Layers":["{{string.Join("\",\"", layers)}}"]}]""");
}
