using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Oci.Sources;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Rego.Bundles;
using Attestry.TestKit.Servers;

namespace Attestry.Bundles.Tests;

public sealed class BundleSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_is_read_again_only_when_it_changed()
    {
        Write("policies/a/p.rego", "package a.p");
        Write("policies/a/data.json", """{"x": 1}""");
        Write("policies/.git/data.json", "no bundle's content");
        var source = BundleSources.Open(_folder.File("policies"), BundleReading.Default, null);
        var first = (await source.ReadAsync(null, default)).ShouldNotBeNull();
        first.Bundle.Data.ToString().ShouldBe("""{"a":{"x":1}}""");
        first.Bundle.Modules.Single().File.ShouldBe("a/p.rego");
        (await source.ReadAsync(first.Mark, default)).ShouldBeNull();
        Write("policies/a/data.json", """{"x": 22}""");
        var second = (await source.ReadAsync(first.Mark, default)).ShouldNotBeNull();
        second.Bundle.Digest.ShouldNotBe(first.Bundle.Digest);
        // As long as before, and of the same time.
        var time = File.GetLastWriteTimeUtc(_folder.File("policies/a/data.json"));
        Write("policies/a/data.json", """{"x": 33}""");
        File.SetLastWriteTimeUtc(_folder.File("policies/a/data.json"), time);
        second = (await source.ReadAsync(second.Mark, default)).ShouldNotBeNull();
        Write("policies/b.rego", "package b");
        (await source.ReadAsync(second.Mark, default)).ShouldNotBeNull().Bundle.Modules.Count.ShouldBe(2);
        File.Delete(_folder.File("policies/b.rego"));
        (await source.ReadAsync(second.Mark, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Links_to_files_are_read_and_rings_of_folders_are_not_walked()
    {
        // As mounted configuration lies: names are links into a folder of its own, which is replaced as a whole.
        Write("mount/..first/p.rego", "package p");
        File.CreateSymbolicLink(_folder.File("mount/..data"), "..first");
        File.CreateSymbolicLink(_folder.File("mount/p.rego"), "..data/p.rego");
        Directory.CreateSymbolicLink(_folder.File("mount/ring"), _folder.File("mount"));
        var source = BundleSources.Open(_folder.File("mount"), BundleReading.Default, null);
        var first = (await source.ReadAsync(null, default)).ShouldNotBeNull();
        first.Bundle.Modules.Single().File.ShouldBe("p.rego");
        Write("mount/..second/p.rego", "package q");
        File.Delete(_folder.File("mount/..data"));
        File.CreateSymbolicLink(_folder.File("mount/..data"), "..second");
        (await source.ReadAsync(first.Mark, default)).ShouldNotBeNull().Bundle.Modules.Single().Package.ShouldBe(["q"]);
    }

    [Fact]
    public async Task A_broken_folder_throws_and_a_mended_one_is_read()
    {
        Write("policies/p.rego", "package p");
        var source = BundleSources.Open(_folder.File("policies"), BundleReading.Default, null);
        var working = (await source.ReadAsync(null, default)).ShouldNotBeNull();
        Write("policies/p.rego", "package p\nallow if {");
        (await Should.ThrowAsync<BundleException>(() => source.ReadAsync(working.Mark, default))).Errors[0].Location.File.ShouldBe("p.rego");
        Write("policies/p.rego", "package p\nallow if true");
        (await source.ReadAsync(working.Mark, default)).ShouldNotBeNull().Bundle.Modules[0].Rules.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_archive_is_read_again_only_when_it_changed()
    {
        File.WriteAllBytes(_folder.File("b.tar.gz"), Archive("package p"));
        var source = BundleSources.Open(_folder.File("b.tar.gz"), BundleReading.Default, null);
        var first = (await source.ReadAsync(null, default)).ShouldNotBeNull();
        (await source.ReadAsync(first.Mark, default)).ShouldBeNull();
        File.WriteAllBytes(_folder.File("b.tar.gz"), Archive("package p\n\nallow := 1"));
        (await source.ReadAsync(first.Mark, default)).ShouldNotBeNull().Bundle.Modules[0].Rules.Count.ShouldBe(1);
        File.WriteAllText(_folder.File("b.tar.gz"), "torn");
        (await Should.ThrowAsync<BundleException>(() => source.ReadAsync(first.Mark, default))).Findings[0].Id.ShouldBe(BundleFindings.ArchiveMalformed);
        File.Delete(_folder.File("b.tar.gz"));
        (await Should.ThrowAsync<BundleException>(() => source.ReadAsync(first.Mark, default))).Findings[0].Id.ShouldBe(BundleFindings.NotFound);
    }

    [Fact]
    public async Task An_artifact_is_pulled_from_a_real_registry_and_followed_by_its_tag()
    {
        if (!DockerRegistryServer.IsAvailable(out var why))
        {
            Console.Error.WriteLine($"NOTICE {why}");
            return;
        }
        await using var server = await DockerRegistryServer.StartAsync();
        using var registries = new RegistryDirectory([new RegistryOptions { Host = server.Name, Insecure = true }], TimeProvider.System);
        var repository = registries.Repository(server.Name, "policies/app")!;
        await PushAsync(repository, "stable", Layer(Archive("package p")));
        var source = BundleSources.Open($"oci://{server.Name}/policies/app:stable", BundleReading.Default, registries);
        var first = (await source.ReadAsync(null, default)).ShouldNotBeNull();
        first.Bundle.Modules.Single().Package.ShouldBe(["p"]);
        (await source.ReadAsync(first.Mark, default)).ShouldBeNull();
        await PushAsync(repository, "stable", Layer(Archive("package q")));
        var second = (await source.ReadAsync(first.Mark, default)).ShouldNotBeNull();
        second.Bundle.Modules.Single().Package.ShouldBe(["q"]);
        Digest.TryParse(second.Mark, out _).ShouldBeTrue();
        // By the first one's digest, what the tag means now does not matter.
        var pinned = BundleSources.Open($"oci://{server.Name}/policies/app@{first.Mark}", BundleReading.Default, registries);
        (await pinned.ReadAsync(null, default)).ShouldNotBeNull().Bundle.Digest.ShouldBe(first.Bundle.Digest);

        var built = await BundlePush.PushAsync(repository, "built", Archive("package built"), default);
        var followed = (await BundleSources.Open($"oci://{server.Name}/policies/app:built", BundleReading.Default, registries).ReadAsync(null, default)).ShouldNotBeNull();
        followed.Mark.ShouldBe(built.Text);
        followed.Bundle.Modules.Single().Package.ShouldBe(["built"]);

        await PushAsync(repository, "conftest",
            ("application/vnd.cncf.openpolicyagent.policy.layer.v1+rego", "a/p.rego", "package a.p"u8.ToArray()),
            ("application/vnd.cncf.openpolicyagent.data.layer.v1+json", "a/data.json", """{"x":1}"""u8.ToArray()));
        var files = (await BundleSources.Open($"oci://{server.Name}/policies/app:conftest", BundleReading.Default, registries).ReadAsync(null, default)).ShouldNotBeNull();
        files.Bundle.Data.ToString().ShouldBe("""{"a":{"x":1}}""");

        await PushAsync(repository, "other", ("text/plain", "readme", "hello"u8.ToArray()));
        (await ProblemAsync($"oci://{server.Name}/policies/app:other", registries)).Id.ShouldBe(BundleFindings.Unsupported);
        (await ProblemAsync($"oci://{server.Name}/policies/app:gone", registries)).Id.ShouldBe(BundleFindings.NotFound);
        var small = new BundleReading { Limits = new() { CompressedBytes = 10 } };
        (await Should.ThrowAsync<BundleException>(() => BundleSources.Open($"oci://{server.Name}/policies/app:stable", small, registries).ReadAsync(null, default)))
            .Findings[0].Id.ShouldBe(OciFindings.BlobTooLarge);
    }

    [Fact]
    public void What_may_not_be_asked_is_not_asked()
    {
        using var registries = new RegistryDirectory([], TimeProvider.System);
        foreach (var (name, directory) in new (string, RegistryDirectory?)[] { ("oci://elsewhere.example/p:1", registries), ("oci://elsewhere.example/p:1", null), ("oci://", registries), ("oci://UPPER/CASE", registries) })
            Should.Throw<BundleException>(() => BundleSources.Open(name, BundleReading.Default, directory)).Findings[0].Id.ShouldBe(BundleFindings.NotFound);
    }

    private static async Task<Finding> ProblemAsync(string name, RegistryDirectory registries) =>
        (await Should.ThrowAsync<BundleException>(() => BundleSources.Open(name, BundleReading.Default, registries).ReadAsync(null, default))).Findings[0];

    private static (string, string, byte[]) Layer(byte[] archive) => (MediaTypes.OciLayerGzip, "bundle.tar.gz", archive);

    private static async Task PushAsync(RegistryRepository repository, string tag, params (string MediaType, string Title, byte[] Content)[] layers)
    {
        var config = await repository.PushBlobAsync("application/vnd.oci.image.config.v1+json", "{}"u8.ToArray(), default);
        var pushed = new List<string>();
        foreach (var (mediaType, title, content) in layers)
        {
            var layer = await repository.PushBlobAsync(mediaType, content, default);
            pushed.Add($$"""{"mediaType":"{{mediaType}}","digest":"{{layer.Digest}}","size":{{layer.Size}},"annotations":{"org.opencontainers.image.title":"{{title}}"} }""");
        }
        var manifest = $$"""
            {"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}","config":{"mediaType":"{{config.MediaType}}","digest":"{{config.Digest}}","size":{{config.Size}} },"layers":[{{string.Join(',', pushed)}}]}
            """;
        await repository.PushManifestAsync(tag, MediaTypes.OciManifest, Encoding.UTF8.GetBytes(manifest), default);
    }

    private static byte[] Archive(string policy)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        using (var writer = new TarWriter(gzip, TarEntryFormat.Pax))
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "/p.rego") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(policy)) });
        return compressed.ToArray();
    }

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(path))!);
        File.WriteAllText(_folder.File(path), content);
    }
}
