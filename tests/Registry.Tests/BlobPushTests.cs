using System.Net.Sockets;
using System.Security.Cryptography;
using Attestry.Primitives;
using static Attestry.Registry.Tests.RegistryClient;

namespace Attestry.Registry.Tests;

public sealed class BlobPushTests : RegistryTest
{
    private static readonly byte[] Content = Bytes("0123456789");
    private static readonly Digest ItsDigest = Digest.Sha256(Content);

    [Fact]
    public async Task Takes_a_blob_in_one_request()
    {
        using var response = await Client.SendAsync("POST", $"/v2/acme/app/blobs/uploads/?digest={ItsDigest}", Content).ShouldBeAsync(201);
        response.Headers.Location!.OriginalString.ShouldBe($"/v2/acme/app/blobs/{ItsDigest}");
        response.Header("Docker-Content-Digest").ShouldBe(ItsDigest.Text);
        (await Client.GetByteArrayAsync(response.Headers.Location)).ShouldBe(Content);
    }

    [Fact]
    public async Task Takes_a_blob_with_post_then_put()
    {
        var location = await Client.StartUploadAsync("acme/app");
        using (await Client.SendAsync("PUT", $"{location}?digest={ItsDigest}", Content).ShouldBeAsync(201)) { }
        (await Client.GetByteArrayAsync($"/v2/acme/app/blobs/{ItsDigest}")).ShouldBe(Content);
    }

    [Fact]
    public async Task Takes_a_blob_in_chunks_and_tells_how_far_it_is()
    {
        var location = await Client.StartUploadAsync("acme/app");
        using (var first = await Client.SendAsync("PATCH", location, Content[..4], contentRange: "0-3").ShouldBeAsync(202))
            first.Header("Range").ShouldBe("0-3");
        using (var second = await Client.SendAsync("PATCH", location, Content[4..7], contentRange: "4-6").ShouldBeAsync(202))
            location = second.Headers.Location!.OriginalString;
        using (var status = await Client.SendAsync("GET", location).ShouldBeAsync(204))
            status.Header("Range").ShouldBe("0-6");
        using (await Client.SendAsync("PUT", $"{location}?digest={ItsDigest}", Content[7..], contentRange: "7-9").ShouldBeAsync(201)) { }
        (await Client.GetByteArrayAsync($"/v2/acme/app/blobs/{ItsDigest}")).ShouldBe(Content);
    }

    [Fact]
    public async Task Takes_chunks_without_a_range_one_after_the_other()
    {
        var location = await Client.StartUploadAsync("acme/app");
        using (await Client.SendAsync("PATCH", location, Content[..5]).ShouldBeAsync(202)) { }
        using (await Client.SendAsync("PATCH", location, Content[5..]).ShouldBeAsync(202)) { }
        using (await Client.SendAsync("PUT", $"{location}?digest={ItsDigest}").ShouldBeAsync(201)) { }
    }

    [Theory]
    [InlineData("sha384")]
    [InlineData("sha512")]
    public async Task Verifies_other_algorithms_too(string algorithm)
    {
        var digest = Digest.FromHash(new(algorithm.ToUpperInvariant()), algorithm == "sha384" ? SHA384.HashData(Content) : SHA512.HashData(Content));
        using (await Client.SendAsync("POST", $"/v2/acme/app/blobs/uploads/?digest={digest}", Content).ShouldBeAsync(201)) { }
        (await Client.GetByteArrayAsync($"/v2/acme/app/blobs/{digest}")).ShouldBe(Content);
        await Client.SendAsync("POST", $"/v2/acme/app/blobs/uploads/?digest={digest}", Bytes("other")).ShouldBeErrorAsync(400, "DIGEST_INVALID");
    }

    [Fact]
    public async Task Refuses_bytes_with_another_digest_and_ends_the_upload()
    {
        var location = await Client.StartUploadAsync("acme/app");
        await Client.SendAsync("PUT", $"{location}?digest={ItsDigest}", Bytes("tampered")).ShouldBeErrorAsync(400, "DIGEST_INVALID");
        await Client.SendAsync("GET", location).ShouldBeErrorAsync(404, "BLOB_UPLOAD_UNKNOWN");
        await Client.SendAsync("GET", $"/v2/acme/app/blobs/{ItsDigest}").ShouldBeErrorAsync(404, "BLOB_UNKNOWN");
        Directory.EnumerateFiles(Path.Combine(Root, "temporary")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("?digest=sha256:abc")]
    [InlineData("?digest=md5:d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("?digest=../../../etc/passwd")]
    public async Task Refuses_to_finish_without_a_proper_digest(string query)
    {
        var location = await Client.StartUploadAsync("acme/app");
        await Client.SendAsync("PUT", location + query, Content).ShouldBeErrorAsync(400, "DIGEST_INVALID");
    }

    [Theory]
    [InlineData("4-9", 6)]
    [InlineData("1-9", 9)]
    [InlineData("9223372036854775806-9223372036854775807", 1)]
    public async Task Refuses_a_chunk_that_does_not_start_where_the_upload_ends(string range, int bytes)
    {
        var location = await Client.StartUploadAsync("acme/app");
        using var response = await Client.SendAsync("PATCH", location, Content[..bytes], contentRange: range);
        ((int)response.StatusCode).ShouldBeOneOf(400, 416);
        using var status = await Client.SendAsync("GET", location).ShouldBeAsync(204);
        status.Header("Range").ShouldBe("0-0");
    }

    [Theory]
    [InlineData("0-3")]
    [InlineData("0-99")]
    [InlineData("3-0")]
    [InlineData("-1-8")]
    [InlineData("zero-nine")]
    [InlineData("0")]
    [InlineData("0-99999999999999999999")]
    public async Task Refuses_a_range_that_contradicts_the_body_or_is_none(string range)
    {
        var location = await Client.StartUploadAsync("acme/app");
        await Client.SendAsync("PATCH", location, Content, contentRange: range).ShouldBeErrorAsync(400, "SIZE_INVALID");
    }

    [Fact]
    public async Task Refuses_bytes_for_a_finished_upload()
    {
        var location = await Client.StartUploadAsync("acme/app");
        using (await Client.SendAsync("PUT", $"{location}?digest={ItsDigest}", Content).ShouldBeAsync(201)) { }
        await Client.SendAsync("PATCH", location, Content).ShouldBeErrorAsync(404, "BLOB_UPLOAD_UNKNOWN");
        await Client.SendAsync("PUT", $"{location}?digest={ItsDigest}", Content).ShouldBeErrorAsync(404, "BLOB_UPLOAD_UNKNOWN");
        await Client.SendAsync("DELETE", location).ShouldBeErrorAsync(404, "BLOB_UPLOAD_UNKNOWN");
    }

    [Fact]
    public async Task Refuses_an_upload_of_another_repository()
    {
        var id = (await Client.StartUploadAsync("acme/app")).Split('/')[^1];
        await Client.SendAsync("PATCH", $"/v2/acme/other/blobs/uploads/{id}", Content).ShouldBeErrorAsync(404, "BLOB_UPLOAD_UNKNOWN");
    }

    [Fact]
    public async Task Ends_an_upload_on_request()
    {
        var location = await Client.StartUploadAsync("acme/app");
        using (await Client.SendAsync("DELETE", location).ShouldBeAsync(204)) { }
        await Client.SendAsync("GET", location).ShouldBeErrorAsync(404, "BLOB_UPLOAD_UNKNOWN");
    }

    [Fact]
    public async Task Keeps_what_came_before_a_client_broke_off_so_that_it_can_resume()
    {
        var location = await Client.StartUploadAsync("acme/app");
        using (var socket = new TcpClient("127.0.0.1", Client.BaseAddress!.Port))
        {
            var head = $"PATCH {location} HTTP/1.1\r\nHost: {Host.Name}\r\nContent-Length: 10\r\n\r\n0123";
            await socket.GetStream().WriteAsync(Bytes(head));
            await Eventually.HoldsAsync(async () => await ReceivedAsync(location) == "0-3", what: "four bytes were received");
        }
        await Eventually.HoldsAsync(async () =>
        {
            using var rest = await Client.SendAsync("PATCH", location, Content[4..], contentRange: "4-9");
            return (int)rest.StatusCode == 202;
        }, what: "the broken request is over and the rest is taken");
        using (await Client.SendAsync("PUT", $"{location}?digest={ItsDigest}").ShouldBeAsync(201)) { }
    }

    [Fact]
    public async Task Lets_one_request_at_a_time_work_on_an_upload()
    {
        var location = await Client.StartUploadAsync("acme/app");
        using var socket = new TcpClient("127.0.0.1", Client.BaseAddress!.Port);
        await socket.GetStream().WriteAsync(Bytes($"PATCH {location} HTTP/1.1\r\nHost: {Host.Name}\r\nContent-Length: 10\r\n\r\n0123"));
        await Eventually.HoldsAsync(async () => await ReceivedAsync(location) == "0-3", what: "four bytes were received");
        await Client.SendAsync("PATCH", location, Content).ShouldBeErrorAsync(409, "BLOB_UPLOAD_INVALID");
    }

    [Fact]
    public async Task Takes_the_same_blob_from_many_clients_at_once()
    {
        var content = RandomNumberGenerator.GetBytes(3 * 1024 * 1024);
        var digests = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Client.PushBlobAsync($"acme/app{i % 3}", content)));
        digests.Distinct().Count().ShouldBe(1);
        foreach (var i in Enumerable.Range(0, 3))
            (await Client.GetByteArrayAsync($"/v2/acme/app{i}/blobs/{digests[0]}")).ShouldBe(content);
        Directory.EnumerateFiles(Path.Combine(Root, "blobs"), "*", SearchOption.AllDirectories).Count().ShouldBe(1);
        Directory.EnumerateFiles(Path.Combine(Root, "temporary")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Takes_a_blob_larger_than_the_servers_default_limit()
    {
        var content = new byte[40 * 1024 * 1024];
        var digest = await Client.PushBlobAsync("acme/app", content);
        using var response = await Client.SendAsync("HEAD", $"/v2/acme/app/blobs/{digest}").ShouldBeAsync(200);
        response.Content.Headers.ContentLength.ShouldBe(content.Length);
    }

    [Fact]
    public async Task Mounts_a_blob_that_the_named_repository_has()
    {
        await Client.PushBlobAsync("acme/base", Content);
        using var response = await Client.SendAsync("POST", $"/v2/acme/app/blobs/uploads/?mount={ItsDigest}&from=acme/base").ShouldBeAsync(201);
        response.Headers.Location!.OriginalString.ShouldBe($"/v2/acme/app/blobs/{ItsDigest}");
        (await Client.GetByteArrayAsync($"/v2/acme/app/blobs/{ItsDigest}")).ShouldBe(Content);
    }

    [Theory]
    [InlineData("&from=acme/empty")]
    [InlineData("&from=../acme/base")]
    [InlineData("&from=")]
    [InlineData("")]
    public async Task Starts_an_upload_when_the_named_repository_does_not_have_the_blob(string from)
    {
        await Client.PushBlobAsync("acme/base", Content);
        using var response = await Client.SendAsync("POST", $"/v2/acme/app/blobs/uploads/?mount={ItsDigest}{from}").ShouldBeAsync(202);
        response.Headers.Location!.OriginalString.ShouldStartWith("/v2/acme/app/blobs/uploads/");
        await Client.SendAsync("HEAD", $"/v2/acme/app/blobs/{ItsDigest}").ShouldBeAsync(404);
    }

    private async Task<string?> ReceivedAsync(string location)
    {
        using var status = await Client.SendAsync("GET", location).ShouldBeAsync(204);
        return status.Header("Range");
    }
}
