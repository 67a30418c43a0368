using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.Ingestion.Tests.Fixtures;
using Attestry.Storage;

namespace Attestry.Ingestion.Tests.Webhooks;

/// <summary>What holds for all sources, and the questions that Event Grid asks before it delivers.</summary>
public sealed class WebhookEndpointTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestManifest _image = TestManifest.Image();
    private TestRegistry _registry = null!;

    public async Task InitializeAsync()
    {
        _registry = await TestRegistry.StartAsync();
        _registry.Put("acme/app", _image, "v1");
    }

    public async Task DisposeAsync()
    {
        await _registry.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_unknown_source_is_not_found()
    {
        await using var host = await StartAsync("Quay");

        using var answer = await new Delivery("{}").SendAsync(host.Http, "nobody");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_hundred_megabytes_are_refused_before_they_are_read()
    {
        await using var host = await StartAsync("CNCF distribution");
        // By hand: a client that cannot send on might not look at the answer.
        using var client = new TcpClient();
        await client.ConnectAsync(host.Http.BaseAddress!.Host, host.Http.BaseAddress.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /webhooks/source HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {Product.Secret}\r\nContent-Length: {100 << 20}\r\n\r\n"));

        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync()).ShouldBe("HTTP/1.1 413 Payload Too Large");
    }

    [Fact]
    public async Task A_body_of_unstated_length_is_bounded_too()
    {
        await using var host = await StartAsync("CNCF distribution", new KeyValuePair<string, string?>("Ingestion:LargestRequest", "4096"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/source") { Content = new ByteArrayContent(new byte[100_000]) };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Product.Secret}");
        request.Headers.TransferEncodingChunked = true;

        using var answer = await host.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Deep_nesting_is_malformed()
    {
        await using var host = await StartAsync("CNCF distribution");

        using var answer = await new Delivery(new string('[', 100_000)).With("Authorization", $"Bearer {Product.Secret}").SendAsync(host.Http, "source");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Event_Grid_gets_its_validation_code_back()
    {
        await using var host = await StartAsync("Azure, Event Grid");
        var question = new Delivery("""
            [{"id":"1","topic":"/subscriptions/x","subject":"","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","eventTime":"2026-11-20T10:00:00Z",
              "data":{"validationCode":"512d38b6","validationUrl":"http://127.0.0.1:9/"},"metadataVersion":"1","dataVersion":"1"}]
            """) { Path = $"/{Product.Secret}" };

        using var answer = await question.With("aeg-event-type", "SubscriptionValidation").SendAsync(host.Http, "source");
        using var stranger = await (question with { Path = "/guess" }).SendAsync(host.Http, "source");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("validationResponse").GetString().ShouldBe("512d38b6");
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_CloudEvents_sender_is_told_that_it_is_welcome()
    {
        await using var host = await StartAsync("Azure, Event Grid CloudEvents");

        using var answer = await AskAsync(host, Product.Secret);
        using var stranger = await AskAsync(host, "guess");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("WebHook-Allowed-Origin").Single().ShouldBe("eventgrid.azure.net");
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        stranger.Headers.Contains("WebHook-Allowed-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task A_ping_is_accepted_and_nothing_is_kept()
    {
        await using var host = await StartAsync("Azure");

        using var answer = await new Delivery("""{"id":"1","timestamp":"2026-11-20T10:00:00Z","action":"ping"}""").With("X-Attestry-Key", Product.Secret).SendAsync(host.Http, "source");

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await host.PushesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_known_registry_is_served_though_an_unknown_one_is_in_the_same_request()
    {
        await using var host = await StartAsync("CNCF distribution");
        var distribution = Product.All.Single(p => p.Name == "CNCF distribution");
        var known = distribution.Push(_registry.Host, "acme/app", "v1", _image.Digest.Text).Body;
        var unknown = distribution.Push("elsewhere.test", "acme/app", "v1", _image.Digest.Text).Body;
        var both = $$$"""{"events":[{{{EventOf(unknown)}}},{{{EventOf(known)}}}]}""";

        using var answer = await new Delivery(both).With("Authorization", $"Bearer {Product.Secret}").SendAsync(host.Http, "source");

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await host.SettledAsync()).Single().State.ShouldBe(PushState.Resolved);
    }

    [Fact]
    public async Task Other_names_of_the_registry_are_taken_where_they_are_configured()
    {
        await using var host = await StartAsync("CNCF distribution", new KeyValuePair<string, string?>("Ingestion:Sources:0:Hosts:0", "registry.internal:5000"));
        var distribution = Product.All.Single(p => p.Name == "CNCF distribution");

        using var answer = await distribution.Authenticate(distribution.Push("registry.internal:5000", "acme/app", "v1", _image.Digest.Text), Product.Secret).SendAsync(host.Http, "source");

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await host.SettledAsync()).Single().Registry.ShouldBe(_registry.Host);
    }

    [Fact]
    public async Task A_tag_that_is_pushed_again_is_resolved_again_though_the_product_has_no_event_id()
    {
        await using var host = await StartAsync("Quay");
        var quay = Product.All.Single(p => p.Name == "Quay");
        var delivery = quay.Authenticate(quay.Push(_registry.Host, "acme/app", "v1", ""), Product.Secret);
        (await delivery.SendAsync(host.Http, "source")).Dispose();
        await host.SettledAsync();

        var second = TestManifest.Image();
        _registry.Put("acme/app", second, "v1");
        (await delivery.SendAsync(host.Http, "source")).Dispose();

        await Eventually.ValueAsync<ArtifactDocument?>(() => host.ArtifactAsync($"{_registry.Host}/acme/app@{second.Digest}"), a => a is not null);
        (await host.SettledAsync()).Single().State.ShouldBe(PushState.Resolved);
    }

    [Fact]
    public async Task The_metrics_tell_what_was_done()
    {
        await using var host = await StartAsync("Quay");
        var quay = Product.All.Single(p => p.Name == "Quay");

        (await quay.Authenticate(quay.Push(_registry.Host, "acme/app", "v1", ""), Product.Secret).SendAsync(host.Http, "source")).Dispose();
        await host.SettledAsync();

        host.Counter("attestry.ingestion.webhooks:accepted").ShouldBe(1);
        await Eventually.ValueAsync(() => host.Counter("attestry.ingestion.pushes:resolved"), n => n == 1);
    }

    private static string EventOf(string envelope) => JsonDocument.Parse(envelope).RootElement.GetProperty("events")[0].GetRawText();

    private static Task<HttpResponseMessage> AskAsync(IngestionHost host, string secret)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, $"/webhooks/source/{secret}");
        request.Headers.Add("WebHook-Request-Origin", "eventgrid.azure.net");
        return host.Http.SendAsync(request);
    }

    private Task<IngestionHost> StartAsync(string product, params KeyValuePair<string, string?>[] more) => IngestionHost.StartAsync(
        _folder.File("attestry.db"),
        [.. Product.All.Single(p => p.Name == product).Source(_registry.Host), new("Oci:Registries:0:Host", _registry.Host), new("Oci:Registries:0:Insecure", "true"), .. more]);
}
