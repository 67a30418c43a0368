using System.Security.Cryptography;
using Attestry.Oci.Manifests;
using Attestry.Oci.Registries;
using Attestry.Oci.Tests.Support;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Microsoft.AspNetCore.Http;

namespace Attestry.Oci.Tests.Registries;

public sealed class DownloadTests
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(400_000);

    private static readonly Descriptor Blob = new("application/octet-stream", Digest.Sha256(Content), Content.Length);

    [Fact]
    public async Task Follows_a_redirect_without_taking_the_credential_along()
    {
        await using var storage = await LoopbackServer.StartAsync(context => StoredRepository.WriteAsync(context, "application/octet-stream", Content));
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Redirect($"http://{storage.Host}/bucket/blob?signature=x", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        using var client = server.Client(with: o => o with { Token = "secret" });
        (await client.Repository(RegistryTest.Repository).ReadAsync(Blob)).ShouldBe(Content);
        server.Seen.Single().Authorization.ShouldBe("Bearer secret");
        storage.Seen.Single().ShouldBe(new("GET", "/bucket/blob", "?signature=x", "", "", ""));
    }

    [Fact]
    public async Task Does_not_answer_the_challenge_of_another_host()
    {
        await using var storage = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"give\"";
            return Task.CompletedTask;
        });
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Redirect($"http://{storage.Host}/");
            return Task.CompletedTask;
        });
        using var client = server.Client(with: o => o with { Username = "user", Password = "secret" });
        await Should.ThrowAsync<HttpRequestException>(() => client.Repository(RegistryTest.Repository).OpenBlobAsync(Blob, CancellationToken.None));
        storage.Seen.ShouldAllBe(r => r.Authorization == "");
    }

    [Fact]
    public async Task Follows_a_bounded_number_of_redirects()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Redirect("/again");
            return Task.CompletedTask;
        });
        using var client = server.Client();
        var fault = await Should.ThrowAsync<OciException>(() => client.Repository(RegistryTest.Repository).OpenBlobAsync(Blob, CancellationToken.None));
        fault.Finding.Id.ShouldBe(OciFindings.RegistryUnsafeRedirect);
        server.Seen.Count.ShouldBe(OciLimits.Redirects + 1);
    }

    [Fact]
    public async Task Refuses_a_redirect_to_something_else_than_http()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Redirect("file:///etc/passwd");
            return Task.CompletedTask;
        });
        using var client = server.Client();
        await Should.ThrowAsync<OciException>(() => client.Repository(RegistryTest.Repository).OpenBlobAsync(Blob, CancellationToken.None));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Goes_on_where_a_connection_broke(bool ranges)
    {
        var broken = 0;
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            var from = ranges && context.Request.Headers.Range.ToString() is { Length: > 0 } range ? int.Parse(range["bytes=".Length..^1]) : 0;
            context.Response.StatusCode = from > 0 ? StatusCodes.Status206PartialContent : StatusCodes.Status200OK;
            context.Response.ContentLength = Content.Length - from;
            if (from > 0)
                context.Response.Headers.ContentRange = $"bytes {from}-{Content.Length - 1}/{Content.Length}";
            if (++broken > 3)
            {
                await context.Response.Body.WriteAsync(Content.AsMemory(from));
                return;
            }
            await context.Response.Body.WriteAsync(Content.AsMemory(from, 90_000));
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        using var client = server.Client();
        (await client.Repository(RegistryTest.Repository).ReadAsync(Blob)).ShouldBe(Content);
        server.Seen.Count.ShouldBe(4);
        server.Seen.First().Range.ShouldBe("");
        server.Seen.Last().Range.ShouldStartWith("bytes=");
    }

    [Fact]
    public async Task Gives_up_on_a_connection_that_always_breaks()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.ContentLength = Content.Length;
            await context.Response.Body.WriteAsync(Content.AsMemory(0, 1));
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        using var client = server.Client(new HastyTime());
        var fault = await Should.ThrowAsync<Exception>(() => client.Repository(RegistryTest.Repository).ReadAsync(Blob));
        (fault is IOException or HttpRequestException).ShouldBeTrue(fault.ToString());
        // A reset may overtake the headers; then that request is one that is tried again.
        server.Seen.Count.ShouldBeLessThanOrEqualTo((OciLimits.Resumes + 1) * OciLimits.Attempts);
    }

    [Fact]
    public async Task Reads_no_more_than_the_descriptor_states()
    {
        await using var server = await LoopbackServer.StartAsync(context => StoredRepository.WriteAsync(context, "application/octet-stream", Content));
        using var client = server.Client();
        (await client.Repository(RegistryTest.Repository).ReadAsync(Blob with { Size = 1000 })).ShouldBe(Content[..1000]);
        (await client.Repository(RegistryTest.Repository).ReadAsync(Blob with { Size = 1 << 20 })).ShouldBe(Content);
    }

    [Fact]
    public async Task Tries_again_after_the_time_that_the_registry_asks_for()
    {
        var (time, failures) = (new HastyTime(), 0);
        var stored = new StoredRepository();
        stored.Add(Content);
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            if (++failures > 3)
                return stored.AnswerAsync(context);
            context.Response.StatusCode = failures == 1 ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable;
            if (failures == 1)
                context.Response.Headers.RetryAfter = "17";
            return Task.CompletedTask;
        });
        using var client = server.Client(time);
        (await client.Repository(RegistryTest.Repository).ReadAsync(Blob)).ShouldBe(Content);
        var pauses = time.Pauses.ToArray();
        pauses[0].ShouldBe(TimeSpan.FromSeconds(17));
        pauses[1].ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.5));
        pauses[2].ShouldBeInRange(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData(null, OciLimits.Attempts)]
    [InlineData("86400", 1)]
    public async Task Gives_up_after_some_tries_or_when_the_wait_is_too_long(string? retryAfter, int tries)
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        });
        using var client = server.Client(new HastyTime());
        await Should.ThrowAsync<HttpRequestException>(() => client.Repository(RegistryTest.Repository).OpenBlobAsync(Blob, CancellationToken.None));
        server.Seen.Count.ShouldBe(tries);
    }

    [Fact]
    public async Task A_blob_that_is_not_there_is_null()
    {
        await using var server = await LoopbackServer.StartAsync(new StoredRepository().AnswerAsync);
        using var client = server.Client();
        (await client.Repository(RegistryTest.Repository).OpenBlobAsync(Blob, CancellationToken.None)).ShouldBeNull();
    }
}
