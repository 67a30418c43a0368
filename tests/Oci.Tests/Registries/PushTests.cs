using Attestry.Oci.Building;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Oci.Tests.Support;
using Attestry.Primitives;

namespace Attestry.Oci.Tests.Registries;

public sealed class PushTests
{
    private readonly StoredRepository _stored = new();

    [Fact]
    public async Task What_is_pushed_can_be_pulled()
    {
        await using var server = await LoopbackServer.StartAsync(_stored.AnswerAsync);
        using var client = server.Client();
        var repository = client.Repository(RegistryTest.Repository);
        using var layer = new LayerBuilder();
        var built = layer.AddFile("app", "content"u8.ToArray()).Build();
        var image = await new ImageBuilder { Layers = [built] }.PushAsync(repository, "1.0", CancellationToken.None);
        var manifest = ManifestParser.Parse((await repository.GetManifestAsync("1.0", CancellationToken.None))!);
        manifest.Digest.ShouldBe(image.Digest);
        (await repository.ReadConfigAsync(manifest, CancellationToken.None))!.DiffIds.ShouldBe([built.DiffId]);
        (await repository.ReadAsync(manifest.Layers[0])).ShouldBe(built.Content.ToArray());

        var posts = server.Seen.Count(r => r.Method == "POST");
        await repository.PushBlobAsync("application/octet-stream", built.Content, CancellationToken.None);
        server.Seen.Count(r => r.Method == "POST").ShouldBe(posts);
    }

    [Fact]
    public async Task Files_a_referrer_under_the_fallback_tag_where_the_registry_does_not()
    {
        await using var server = await LoopbackServer.StartAsync(_stored.AnswerAsync);
        using var client = server.Client();
        var repository = client.Repository(RegistryTest.Repository);
        var subject = _stored.Add("1.0", MediaTypes.OciManifest, RegistryTest.Image);
        var first = await ReferrerBuilder.PushAsync(repository, subject, "application/x", "1"u8.ToArray(), null, CancellationToken.None);
        var second = await ReferrerBuilder.PushAsync(repository, subject, "application/y", "2"u8.ToArray(), null, CancellationToken.None);
        var listed = await repository.ListReferrersAsync(subject.Digest, CancellationToken.None);
        listed.Select(r => (r.Digest, r.ArtifactType)).ShouldBe([(first.Digest, "application/x"), (second.Digest, "application/y")]);
    }

    [Fact]
    public async Task Leaves_the_list_to_a_registry_that_keeps_it()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Headers["OCI-Subject"] = "sha256:x";
            return _stored.AnswerAsync(context);
        });
        using var client = server.Client();
        var subject = _stored.Add("1.0", MediaTypes.OciManifest, RegistryTest.Image);
        await ReferrerBuilder.PushAsync(client.Repository(RegistryTest.Repository), subject, "application/x", "1"u8.ToArray(), null, CancellationToken.None);
        _stored.Manifests.ContainsKey(FallbackTag.Of(subject.Digest)).ShouldBeFalse();
    }

    [Fact]
    public async Task Mounts_and_deletes()
    {
        var blob = _stored.Add([1, 2, 3]);
        _stored.Add("1.0", MediaTypes.OciManifest, RegistryTest.Image);
        await using var server = await LoopbackServer.StartAsync(_stored.AnswerAsync);
        using var client = server.Client();
        var repository = client.Repository(RegistryTest.Repository);
        (await repository.MountBlobAsync(blob.Digest, "acme/base", CancellationToken.None)).ShouldBeTrue();
        (await repository.MountBlobAsync(Digest.Sha256([9]), "acme/base", CancellationToken.None)).ShouldBeFalse();
        server.Seen.First().Query.ShouldBe($"?mount=sha256%3A{blob.Digest.Hex}&from=acme%2Fbase");
        (await repository.DeleteManifestAsync("1.0", CancellationToken.None)).ShouldBeTrue();
        (await repository.DeleteManifestAsync("1.0", CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Copies_an_image_from_a_registry_to_a_layout()
    {
        await using var server = await LoopbackServer.StartAsync(_stored.AnswerAsync);
        using var client = server.Client();
        var repository = client.Repository(RegistryTest.Repository);
        using var layer = new LayerBuilder();
        var image = await new ImageBuilder { Layers = [layer.AddFile("a", default).Build()] }.PushAsync(repository, "1.0", CancellationToken.None);
        using var folder = new TemporaryFolder();
        var writer = await LayoutWriter.OpenAsync(folder.Path, CancellationToken.None);
        var fetched = await repository.GetManifestAsync("1.0", CancellationToken.None);
        (await ImageCopy.CopyAsync(repository, fetched!, writer, "1.0", CancellationToken.None)).ShouldBe(image.Digest);
    }
}
