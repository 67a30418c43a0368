using Attestry.Primitives;
using static Attestry.Registry.Tests.RegistryClient;

namespace Attestry.Registry.Tests;

public sealed class BlobPullTests : RegistryTest
{
    private static readonly byte[] Content = Bytes("0123456789");

    [Fact]
    public async Task Tells_size_and_digest_without_the_content()
    {
        var digest = await Client.PushBlobAsync("acme/app", Content);
        using var response = await Client.SendAsync("HEAD", $"/v2/acme/app/blobs/{digest}").ShouldBeAsync(200);
        response.Content.Headers.ContentLength.ShouldBe(10);
        response.Header("Docker-Content-Digest").ShouldBe(digest.Text);
        response.Header("X-Content-Type-Options").ShouldBe("nosniff");
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("bytes=2-5", "2345", "bytes 2-5/10")]
    [InlineData("bytes=7-", "789", "bytes 7-9/10")]
    [InlineData("bytes=-3", "789", "bytes 7-9/10")]
    [InlineData("bytes=0-999", "0123456789", "bytes 0-9/10")]
    public async Task Serves_a_range(string range, string expected, string contentRange)
    {
        var digest = await Client.PushBlobAsync("acme/app", Content);
        using var response = await Client.SendAsync("GET", $"/v2/acme/app/blobs/{digest}", range: range).ShouldBeAsync(206);
        (await response.Content.ReadAsStringAsync()).ShouldBe(expected);
        response.Header("Content-Range").ShouldBe(contentRange);
    }

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=99-100")]
    public async Task Refuses_a_range_beyond_the_end(string range)
    {
        var digest = await Client.PushBlobAsync("acme/app", Content);
        using var response = await Client.SendAsync("GET", $"/v2/acme/app/blobs/{digest}", range: range).ShouldBeAsync(416);
        response.Header("Content-Range").ShouldBe("bytes */10");
    }

    // RFC 9110 §14.2: what is not understood is as if it were not there.
    [Theory]
    [InlineData("bytes=5-2")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=99999999999999999999-")]
    [InlineData("chapters=1-2")]
    [InlineData("bytes")]
    public async Task Ignores_a_range_that_is_none(string range)
    {
        var digest = await Client.PushBlobAsync("acme/app", Content);
        using var response = await Client.SendAsync("GET", $"/v2/acme/app/blobs/{digest}", range: range).ShouldBeAsync(200);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(Content);
    }

    [Fact]
    public async Task Shows_a_blob_only_in_the_repository_it_was_pushed_to()
    {
        var digest = await Client.PushBlobAsync("acme/secret", Content);
        await Client.SendAsync("GET", $"/v2/acme/app/blobs/{digest}").ShouldBeErrorAsync(404, "BLOB_UNKNOWN");
        await Client.SendAsync("GET", $"/v2/acme/secret/blobs/sha256:zz").ShouldBeErrorAsync(400, "DIGEST_INVALID");
    }

    [Fact]
    public async Task Deletes_a_blob_from_one_repository_alone()
    {
        var digest = await Client.PushBlobAsync("acme/app", Content);
        await Client.PushBlobAsync("acme/other", Content);
        using (await Client.SendAsync("DELETE", $"/v2/acme/app/blobs/{digest}").ShouldBeAsync(202)) { }
        await Client.SendAsync("DELETE", $"/v2/acme/app/blobs/{digest}").ShouldBeErrorAsync(404, "BLOB_UNKNOWN");
        await Client.SendAsync("GET", $"/v2/acme/app/blobs/{digest}").ShouldBeErrorAsync(404, "BLOB_UNKNOWN");
        (await Client.GetByteArrayAsync($"/v2/acme/other/blobs/{digest}")).ShouldBe(Content);
    }

    [Fact]
    public async Task Keeps_content_over_a_restart_and_drops_what_no_repository_has_any_more()
    {
        var kept = await Client.PushBlobAsync("acme/app", Content);
        var image = await Client.PushImageAsync("acme/app", "1");
        var dropped = await Client.PushBlobAsync("acme/app", Bytes("dropped"));
        using (await Client.SendAsync("DELETE", $"/v2/acme/app/blobs/{dropped}").ShouldBeAsync(202)) { }
        await RestartAsync();
        (await Client.GetByteArrayAsync($"/v2/acme/app/blobs/{kept}")).ShouldBe(Content);
        using (await Client.SendAsync("GET", $"/v2/acme/app/manifests/{image}").ShouldBeAsync(200)) { }
        Directory.EnumerateFiles(Path.Combine(Root, "blobs"), dropped.Hex, SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Forgets_unfinished_uploads_at_a_restart()
    {
        var location = await Client.StartUploadAsync("acme/app");
        using (await Client.SendAsync("PATCH", location, Content).ShouldBeAsync(202)) { }
        await RestartAsync();
        await Client.SendAsync("PATCH", location, Content).ShouldBeErrorAsync(404, "BLOB_UPLOAD_UNKNOWN");
        Directory.EnumerateFiles(Path.Combine(Root, "temporary")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Leaves_a_folder_alone_that_another_registry_uses()
    {
        await Should.ThrowAsync<IOException>(() => RegistryHost.StartAsync(Root));
    }
}
