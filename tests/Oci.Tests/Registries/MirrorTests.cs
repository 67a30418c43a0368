using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Oci.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Attestry.Oci.Tests.Registries;

public sealed class MirrorTests
{
    private readonly StoredRepository _origin = new();
    private readonly StoredRepository _mirror = new();

    [Fact]
    public async Task Asks_the_mirror_first_for_content_and_the_registry_for_tags()
    {
        var (image, blob) = (_origin.Add("1.0", MediaTypes.OciManifest, RegistryTest.Image), _origin.Add([1, 2, 3]));
        _mirror.Add("1.0", MediaTypes.OciManifest, RegistryTest.Image);
        _mirror.Add([1, 2, 3]);
        await using var origin = await LoopbackServer.StartAsync(_origin.AnswerAsync);
        await using var mirror = await LoopbackServer.StartAsync(_mirror.AnswerAsync);
        using var directory = Directory(origin, mirror);
        var repository = directory.Repository(origin.Host, RegistryTest.Repository)!;
        await repository.GetManifestAsync(image.Digest.Text, CancellationToken.None);
        (await repository.ReadAsync(blob)).ShouldBe([1, 2, 3]);
        origin.Seen.ShouldBeEmpty();
        await repository.GetManifestAsync("1.0", CancellationToken.None);
        origin.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Passes_over_a_mirror_that_lacks_lies_or_fails()
    {
        var (image, blob) = (_origin.Add("1.0", MediaTypes.OciManifest, RegistryTest.Image), _origin.Add([1, 2, 3]));
        _mirror.Manifests[image.Digest.Text] = (MediaTypes.OciManifest, "{}"u8.ToArray());
        await using var origin = await LoopbackServer.StartAsync(_origin.AnswerAsync);
        await using var mirror = await LoopbackServer.StartAsync(_mirror.AnswerAsync);
        var time = new HastyTime();
        using var directory = Directory(origin, mirror, time);
        var repository = directory.Repository(origin.Host, RegistryTest.Repository)!;
        (await repository.GetManifestAsync(image.Digest.Text, CancellationToken.None))!.Bytes.ToArray().ShouldBe(RegistryTest.Image);
        await mirror.DisposeAsync();
        (await repository.ReadAsync(blob)).ShouldBe([1, 2, 3]);
        time.Pauses.ShouldBeEmpty();
    }

    [Fact]
    public async Task Asks_the_mirror_for_a_tag_when_the_registry_is_down()
    {
        var image = _mirror.Add("1.0", MediaTypes.OciManifest, RegistryTest.Image);
        await using var mirror = await LoopbackServer.StartAsync(_mirror.AnswerAsync);
        await using var origin = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return Task.CompletedTask;
        });
        using var directory = Directory(origin, mirror);
        var repository = directory.Repository(origin.Host, RegistryTest.Repository)!;
        (await repository.GetManifestAsync("1.0", CancellationToken.None))!.Digest.ShouldBe(image.Digest);
        await Should.ThrowAsync<HttpRequestException>(() => repository.GetManifestAsync("2.0", CancellationToken.None));
    }

    private static RegistryDirectory Directory(LoopbackServer origin, LoopbackServer mirror, TimeProvider? time = null) => new(
        [new RegistryOptions { Host = origin.Host, Insecure = true, Mirrors = [mirror.Host] }, new RegistryOptions { Host = mirror.Host, Insecure = true }],
        time ?? new HastyTime());
}
