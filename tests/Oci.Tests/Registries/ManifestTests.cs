using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Oci.Tests.Support;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Microsoft.AspNetCore.Http;

namespace Attestry.Oci.Tests.Registries;

public sealed class ManifestTests
{
    [Fact]
    public async Task Gets_a_manifest_by_tag_and_by_digest()
    {
        var stored = new StoredRepository();
        var image = stored.Add("1.0", MediaTypes.OciManifest, RegistryTest.Image);
        await using var server = await LoopbackServer.StartAsync(stored.AnswerAsync);
        using var client = server.Client();
        var repository = client.Repository(RegistryTest.Repository);
        foreach (var selector in new[] { "1.0", image.Digest.Text })
        {
            var fetched = await repository.GetManifestAsync(selector, CancellationToken.None);
            (fetched!.Digest, fetched.MediaType).ShouldBe((image.Digest, MediaTypes.OciManifest));
            fetched.Bytes.ToArray().ShouldBe(RegistryTest.Image);
        }
        server.Seen.First().Accept.ShouldContain(MediaTypes.DockerManifestList);
        (await repository.HeadManifestAsync("1.0", CancellationToken.None)).ShouldBe(image);
        (await repository.GetManifestAsync("2.0", CancellationToken.None)).ShouldBeNull();
        (await repository.HeadManifestAsync("2.0", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Asks_for_nothing_that_is_no_tag()
    {
        await using var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask);
        using var client = server.Client();
        (await client.Repository(RegistryTest.Repository).GetManifestAsync("../../other/manifests/x", CancellationToken.None)).ShouldBeNull();
        Should.Throw<FormatException>(() => client.Repository("../x"));
        server.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Finds_bytes_that_are_not_those_of_the_digest()
    {
        await using var server = await LoopbackServer.StartAsync(context => StoredRepository.WriteAsync(context, MediaTypes.OciManifest, RegistryTest.Image));
        using var client = server.Client();
        var fault = await Should.ThrowAsync<OciException>(() =>
            client.Repository(RegistryTest.Repository).GetManifestAsync(Digest.Sha256([1]).Text, CancellationToken.None));
        fault.Finding.Id.ShouldBe(OciFindings.ManifestDigestMismatch);
    }

    [Fact]
    public async Task Finds_a_tag_whose_bytes_are_not_those_the_registry_states()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Headers["Docker-Content-Digest"] = Digest.Sha256([1]).Text;
            return StoredRepository.WriteAsync(context, MediaTypes.OciManifest, RegistryTest.Image);
        });
        using var client = server.Client();
        var fault = await Should.ThrowAsync<OciException>(() => client.Repository(RegistryTest.Repository).GetManifestAsync("1.0", CancellationToken.None));
        fault.Finding.Id.ShouldBe(OciFindings.ManifestDigestMismatch);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stops_reading_a_manifest_at_the_limit(bool stated)
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.ContentType = MediaTypes.OciManifest;
            context.Response.ContentLength = stated ? 100L << 20 : null;
            await context.Response.Body.WriteAsync(new byte[OciLimits.ManifestBytes + 1], context.RequestAborted);
            // The rest never comes: only a client that stops here gets to an end.
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        using var client = server.Client();
        var fault = await Should.ThrowAsync<OciException>(() => client.Repository(RegistryTest.Repository).GetManifestAsync("1.0", CancellationToken.None));
        fault.Finding.Id.ShouldBe(OciFindings.ManifestTooLarge);
    }

    [Fact]
    public async Task Says_what_the_registry_answered()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
        using var client = server.Client();
        var fault = await Should.ThrowAsync<HttpRequestException>(() => client.Repository(RegistryTest.Repository).GetManifestAsync("1.0", CancellationToken.None));
        fault.StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        fault.Message.ShouldContain("/v2/acme/app/manifests/1.0");
    }
}
