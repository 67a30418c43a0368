using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Ingestion.Tests.Fixtures;

namespace Attestry.Ingestion.Tests.Webhooks;

/// <summary>Every product's webhooks against the running service and a registry that has what they speak of.</summary>
public sealed class EveryProductTests : IAsyncLifetime
{
    private const string Repository = "acme/app";

    private readonly TemporaryFolder _folder = new();
    private readonly TestManifest _image = TestManifest.Image();
    private TestRegistry _registry = null!;

    public static TheoryData<string> Products { get; } = [.. Product.All.Select(p => p.Name)];

    public async Task InitializeAsync()
    {
        _registry = await TestRegistry.StartAsync();
        _registry.Put(Repository, _image, "v1");
    }

    public async Task DisposeAsync()
    {
        await _registry.DisposeAsync();
        _folder.Dispose();
    }

    [Theory, MemberData(nameof(Products))]
    public async Task A_push_is_stored_resolved_and_announced(string name)
    {
        var product = Find(name);
        await using var host = await StartAsync(product);

        using var answer = await Genuine(product).SendAsync(host.Http, "source");

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var push = (await host.SettledAsync()).Single();
        push.State.ShouldBe(PushState.Resolved);
        push.Problem.ShouldBeNull();
        (push.Registry, push.Repository, push.Tag).ShouldBe((_registry.Host, Repository, "v1"));
        push.Digest.ShouldBe(product.HasDigest ? _image.Digest.Text : null);
        JsonDocument.Parse(push.Payload).Dispose();
        var artifact = await host.ArtifactAsync($"{_registry.Host}/{Repository}@{_image.Digest}");
        artifact.ShouldNotBeNull();
        (artifact.Kind, artifact.Platforms.Single(), artifact.Tags.Single()).ShouldBe((ArtifactKind.Image, "linux/amd64", "v1"));
        (await Eventually.ValueAsync(() => host.Messages.Of<ArtifactResolved>(), m => m.Count == 1)).Single()
            .ShouldBe(new ArtifactResolved(artifact.Id, _image.Digest, ArtifactKind.Image));
    }

    [Theory, MemberData(nameof(Products))]
    public async Task A_repeated_delivery_is_answered_2xx_and_announced_once(string name)
    {
        var product = Find(name);
        // The registry does not have it yet, so that the push stays open for as long as this takes.
        _registry.Remove(Repository, "v1");
        _registry.Remove(Repository, _image.Digest.Text);
        await using var host = await StartAsync(product);

        for (var i = 0; i < 3; i++)
        {
            using var answer = await Genuine(product).SendAsync(host.Http, "source");
            answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }

        (await host.PushesAsync()).Count.ShouldBe(1);
        await Eventually.ValueAsync(() => host.Messages.Of<PushReceived>(), m => m.Count == 1);
        host.Counter("attestry.ingestion.duplicates").ShouldBe(2);
        // A marker that travels the same way: what was announced before it has arrived.
        await host.Service<MassTransit.IBus>().Publish(new PushReceived("marker"));
        await Eventually.ValueAsync(() => host.Messages.Of<PushReceived>(), m => m.Contains(new("marker")));
        host.Messages.Of<PushReceived>().Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Products))]
    public async Task No_proof_and_a_wrong_one_are_refused(string name)
    {
        var product = Find(name);
        await using var host = await StartAsync(product);
        var bare = product.Push(_registry.Host, Repository, "v1", _image.Digest.Text);

        using var none = await bare.SendAsync(host.Http, "source");
        using var wrong = await product.Authenticate(bare, "another-secret").SendAsync(host.Http, "source");

        await ShouldBeProblemAsync(none, HttpStatusCode.Unauthorized, "webhook.unauthenticated");
        await ShouldBeProblemAsync(wrong, HttpStatusCode.Unauthorized, "webhook.unauthenticated");
        (await host.PushesAsync()).ShouldBeEmpty();
        host.Counter("attestry.ingestion.webhooks:unauthenticated").ShouldBe(2);
    }

    [Theory, MemberData(nameof(Products))]
    public async Task What_is_malformed_is_refused_with_what_is_wrong(string name)
    {
        var product = Find(name);
        await using var host = await StartAsync(product);
        var genuine = product.Push(_registry.Host, Repository, "v1", _image.Digest.Text);

        var misnamed = product.Push(_registry.Host, "Bad Name/app", "v1", _image.Digest.Text);
        foreach (var body in (string[])["", "not json", "[1]", "{}", "null", "7", genuine.Body[..(genuine.Body.Length / 2)], misnamed.Body, """{"a":1,"a":2}"""])
        {
            using var answer = await product.Authenticate(genuine with { Body = body }, Product.Secret).SendAsync(host.Http, "source");
            var problem = await ShouldBeProblemAsync(answer, HttpStatusCode.BadRequest, "webhook.malformed");
            problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        }
        (await host.PushesAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Products))]
    public async Task What_is_too_large_is_refused(string name)
    {
        var product = Find(name);
        await using var host = await StartAsync(product, new KeyValuePair<string, string?>("Ingestion:LargestRequest", "4096"));
        var large = product.Push(_registry.Host, Repository, "v1", _image.Digest.Text);

        using var answer = await product.Authenticate(large with { Body = large.Body + new string(' ', 5000) }, Product.Secret).SendAsync(host.Http, "source");

        await ShouldBeProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge, "webhook.oversized");
        (await host.PushesAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Products))]
    public async Task An_unknown_registry_is_refused_and_counted(string name)
    {
        var product = Find(name);
        // Where the event names no registry, the source's own is one that is not configured.
        await using var host = await StartAsync(product, new KeyValuePair<string, string?>("Ingestion:Sources:0:Registry", product.NamesHost ? _registry.Host : "elsewhere.test"));
        var stranger = product.Push("elsewhere.test", Repository, "v1", _image.Digest.Text);

        using var answer = await product.Authenticate(stranger, Product.Secret).SendAsync(host.Http, "source");

        await ShouldBeProblemAsync(answer, HttpStatusCode.UnprocessableEntity, "webhook.unknown-registry");
        (await host.PushesAsync()).ShouldBeEmpty();
        host.Counter("attestry.ingestion.unknown_registry").ShouldBe(1);
    }

    private static Product Find(string name) => Product.All.Single(p => p.Name == name);

    private Delivery Genuine(Product product) => product.Authenticate(product.Push(_registry.Host, Repository, "v1", _image.Digest.Text), Product.Secret);

    private Task<IngestionHost> StartAsync(Product product, params KeyValuePair<string, string?>[] more) => IngestionHost.StartAsync(
        _folder.File("attestry.db"),
        [.. product.Source(_registry.Host), new("Oci:Registries:0:Host", _registry.Host), new("Oci:Registries:0:Insecure", "true"), .. more]);

    private static async Task<JsonElement> ShouldBeProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string finding)
    {
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("finding").GetString().ShouldBe(finding);
        return problem;
    }
}
