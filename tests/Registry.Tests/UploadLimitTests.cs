using Attestry.Primitives;
using static Attestry.Registry.Tests.RegistryClient;

namespace Attestry.Registry.Tests;

public sealed class UploadLimitTests : RegistryTest
{
    protected override (string Key, string? Value)[] Settings =>
        [("LargestBlobBytes", "100"), ("MostUploads", "3"), ("MostUploadBytes", "150")];

    [Fact]
    public async Task Refuses_a_blob_larger_than_allowed_whichever_way_it_comes()
    {
        var content = new byte[101];
        var digest = Digest.Sha256(content);
        await Client.SendAsync("POST", $"/v2/acme/app/blobs/uploads/?digest={digest}", content).ShouldBeErrorAsync(413, "SIZE_INVALID");
        var location = await Client.StartUploadAsync("acme/app");
        await Client.SendAsync("PATCH", location, content).ShouldBeErrorAsync(413, "SIZE_INVALID");
        await Client.SendAsync("PATCH", location, content, contentRange: "0-100").ShouldBeErrorAsync(413, "SIZE_INVALID");
        using var unstated = new HttpRequestMessage(HttpMethod.Patch, location) { Content = new StreamContent(new MemoryStream(content)) };
        unstated.Headers.TransferEncodingChunked = true;
        await Client.SendAsync(unstated).ShouldBeErrorAsync(413, "SIZE_INVALID");
    }

    [Fact]
    public async Task Takes_a_blob_of_exactly_the_allowed_size()
    {
        await Client.PushBlobAsync("acme/app", new byte[100]);
    }

    [Fact]
    public async Task Refuses_more_uploads_than_allowed_until_one_ends()
    {
        var first = await Client.StartUploadAsync("acme/app");
        await Client.StartUploadAsync("acme/app");
        await Client.StartUploadAsync("acme/other");
        await Client.SendAsync("POST", "/v2/acme/app/blobs/uploads/").ShouldBeErrorAsync(429, "TOOMANYREQUESTS");
        using (await Client.SendAsync("DELETE", first).ShouldBeAsync(204)) { }
        await Client.StartUploadAsync("acme/app");
    }

    [Fact]
    public async Task Refuses_more_unfinished_bytes_than_allowed_until_an_upload_ends()
    {
        var first = await Client.StartUploadAsync("acme/app");
        var second = await Client.StartUploadAsync("acme/app");
        using (await Client.SendAsync("PATCH", first, new byte[100]).ShouldBeAsync(202)) { }
        await Client.SendAsync("PATCH", second, new byte[60]).ShouldBeErrorAsync(429, "TOOMANYREQUESTS");
        using (await Client.SendAsync("PUT", $"{first}?digest={Digest.Sha256(new byte[100])}").ShouldBeAsync(201)) { }
        using (await Client.SendAsync("PATCH", second, new byte[60]).ShouldBeAsync(202)) { }
    }

    [Fact]
    public async Task Drops_an_upload_that_nobody_goes_on_with()
    {
        await RestartAsync(("UploadIdleTime", "00:00:00.1"));
        var location = await Client.StartUploadAsync("acme/app");
        await Eventually.HoldsAsync(() => !Directory.EnumerateFiles(Path.Combine(Root, "temporary")).Any(), what: "the upload's file is gone");
        await Client.SendAsync("PATCH", location, Bytes("late")).ShouldBeErrorAsync(404, "BLOB_UPLOAD_UNKNOWN");
    }
}
