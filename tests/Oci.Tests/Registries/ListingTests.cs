using Attestry.Oci.Manifests;
using Attestry.Oci.Tests.Support;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Microsoft.AspNetCore.Http;

namespace Attestry.Oci.Tests.Registries;

public sealed class ListingTests
{
    [Fact]
    public async Task Lists_tags_page_by_page()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            var last = context.Request.Query["last"].ToString();
            if (last != "c")
                context.Response.Headers.Link = $"</v2/acme/app/tags/list?last={(last.Length == 0 ? "a" : "c")}&n=1000>; rel=\"next\"";
            return StoredRepository.WriteAsync(context, last switch
            {
                "" => """{"name":"acme/app","tags":["a","not a tag/../x"]}""",
                "a" => """{"name":"acme/app","tags":null}""",
                _ => """{"tags":["b","c"]}""",
            });
        });
        using var client = server.Client();
        (await client.Repository(RegistryTest.Repository).ListTagsAsync(CancellationToken.None).ToListAsync()).ShouldBe(["a", "b", "c"]);
        server.Seen.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Lists_repositories()
    {
        await using var server = await LoopbackServer.StartAsync(context => StoredRepository.WriteAsync(context, """{"repositories":["acme/app","UPPER","x"]}"""));
        using var client = server.Client();
        (await client.ListRepositoriesAsync(CancellationToken.None).ToListAsync()).ShouldBe(["acme/app", "x"]);
        server.Seen.Single().Path.ShouldBe("/v2/_catalog");
    }

    [Fact]
    public async Task Does_not_follow_a_page_to_another_host()
    {
        await using var other = await LoopbackServer.StartAsync(_ => Task.CompletedTask);
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Headers.Link = $"<http://{other.Host}/v2/acme/app/tags/list?last=a>; rel=\"next\"";
            return StoredRepository.WriteAsync(context, """{"tags":["a"]}""");
        });
        using var client = server.Client();
        var fault = await Should.ThrowAsync<OciException>(async () => await client.Repository(RegistryTest.Repository).ListTagsAsync(CancellationToken.None).ToListAsync());
        fault.Finding.Id.ShouldBe(OciFindings.RegistryMalformedAnswer);
        other.Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"tags":[1]}""")]
    [InlineData("""{"tags":{}}""")]
    [InlineData("""{"tags":[],"tags":["x"]}""")]
    [InlineData("""["a"]""")]
    public async Task Refuses_lists_that_are_none(string json)
    {
        await using var server = await LoopbackServer.StartAsync(context => StoredRepository.WriteAsync(context, json));
        using var client = server.Client();
        await Should.ThrowAsync<OciException>(async () => await client.Repository(RegistryTest.Repository).ListTagsAsync(CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task A_repository_that_is_not_there_has_no_tags()
    {
        await using var server = await LoopbackServer.StartAsync(new StoredRepository().AnswerAsync);
        using var client = server.Client();
        (await client.Repository(RegistryTest.Repository).ListTagsAsync(CancellationToken.None).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Joins_what_the_referrers_api_and_the_fallback_tag_list()
    {
        var (subject, one, two) = (Digest.Sha256([1]), Referrer(2), Referrer(3));
        var stored = new StoredRepository { Referrers = [one] };
        stored.Add(FallbackTag.Of(subject), MediaTypes.OciIndex, IndexDocument.Write([one, two]));
        await using var server = await LoopbackServer.StartAsync(stored.AnswerAsync);
        using var client = server.Client();
        var repository = client.Repository(RegistryTest.Repository);
        (await repository.ListReferrersAsync(subject, CancellationToken.None)).Select(r => r.Digest).ShouldBe([one.Digest, two.Digest]);
        stored.Referrers = null;
        (await repository.ListReferrersAsync(subject, CancellationToken.None)).Count.ShouldBe(2);
        (await repository.ListReferrersAsync(Digest.Sha256([9]), CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Takes_a_registry_that_knows_no_such_path_for_one_without_the_api()
    {
        var (subject, one) = (Digest.Sha256([1]), Referrer(2));
        var stored = new StoredRepository();
        stored.Add(FallbackTag.Of(subject), MediaTypes.OciIndex, IndexDocument.Write([one]));
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            if (!context.Request.Path.Value!.Contains("/referrers/"))
                return stored.AnswerAsync(context);
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        });
        using var client = server.Client();
        (await client.Repository(RegistryTest.Repository).ListReferrersAsync(subject, CancellationToken.None)).Single().Digest.ShouldBe(one.Digest);
    }

    private static Descriptor Referrer(byte n) => new(MediaTypes.OciManifest, Digest.Sha256([n]), n);
}
