using System.Text.Json;
using Attestry.Primitives;
using Attestry.TestKit.Servers;
using static Attestry.Registry.Tests.RegistryClient;

namespace Attestry.Registry.Tests;

public sealed class NotificationTests : RegistryTest
{
    [Fact]
    public async Task Tells_of_a_push_as_distribution_does()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await RestartAsync([.. To(receiver), ("Endpoints:0:Headers:Authorization", "Bearer s3cret"), ("PublicHost", "registry.example:5000")]);
        var digest = await Client.PushImageAsync("acme/app", "1.0");
        await Eventually.HoldsAsync(() => receiver.Events.Count == 3, what: "three events came");

        receiver.ContentType.ShouldBe("application/vnd.docker.distribution.events.v2+json");
        receiver.Authorization.ShouldBe("Bearer s3cret");
        receiver.Events.Select(e => e.GetProperty("action").GetString()).ShouldBe(["push", "push", "push"]);
        var blob = receiver.Events.First().GetProperty("target");
        blob.GetProperty("mediaType").GetString().ShouldBe("application/octet-stream");
        blob.GetProperty("digest").GetString().ShouldBe(Digest.Sha256(Bytes("""{"seed":"seed"}""")).Text);

        var push = receiver.Events.Last();
        Guid.TryParse(push.GetProperty("id").GetString(), out _).ShouldBeTrue();
        push.GetProperty("timestamp").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(-5));
        var target = push.GetProperty("target");
        target.GetProperty("mediaType").GetString().ShouldBe(OciManifest);
        target.GetProperty("repository").GetString().ShouldBe("acme/app");
        target.GetProperty("digest").GetString().ShouldBe(digest.Text);
        target.GetProperty("tag").GetString().ShouldBe("1.0");
        target.GetProperty("size").GetInt64().ShouldBe(target.GetProperty("length").GetInt64());
        target.GetProperty("url").GetString().ShouldBe($"http://registry.example:5000/v2/acme/app/manifests/{digest}");
        target.GetProperty("references").EnumerateArray().Select(r => r.GetProperty("digest").GetString())
            .ShouldBe([Digest.Sha256(Bytes("""{"seed":"seed"}""")).Text, Digest.Sha256(Bytes("layer of seed")).Text]);
        push.GetProperty("request").GetProperty("host").GetString().ShouldBe("registry.example:5000");
        push.GetProperty("request").GetProperty("method").GetString().ShouldBe("PUT");
        push.GetProperty("actor").ValueKind.ShouldBe(JsonValueKind.Object);
        Guid.TryParse(push.GetProperty("source").GetProperty("instanceID").GetString(), out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Tells_an_endpoint_nothing_of_the_media_types_that_it_ignores()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await RestartAsync([.. To(receiver), ("Endpoints:0:IgnoredMediaTypes:0", "application/octet-stream")]);
        var first = await Client.PushImageAsync("acme/app", "1.0", "first");
        var second = await Client.PushImageAsync("acme/app", "2.0", "second");
        await Eventually.HoldsAsync(() => receiver.Events.Any(e => Digest(e) == second.Text), what: "the last push was told");

        // In order: what was told of the layers would have come before.
        receiver.Events.Select(Digest).ShouldBe([first.Text, second.Text]);

        static string? Digest(JsonElement e) => e.GetProperty("target").GetProperty("digest").GetString();
    }

    [Fact]
    public async Task Sends_the_fields_that_docker_registry_sends_for_the_same_push()
    {
        if (!DockerRegistryServer.IsAvailable(out var why))
        {
            Console.Error.WriteLine($"NOTICE notifications were not compared with another registry's: {why}");
            return;
        }
        await using var receiver = await HookReceiver.StartAsync();
        await using var theirs = await DockerRegistryServer.StartAsync(new RegistryWebhook("hook", receiver.Url));
        using var theirClient = new HttpClient { BaseAddress = theirs.Url };
        await RestartAsync(To(receiver));
        var sent = new List<string[]>();
        foreach (var client in new[] { theirClient, Client })
        {
            receiver.Events.Clear();
            client.DefaultRequestHeaders.UserAgent.ParseAdd("test/1");
            foreach (var blob in new[] { Bytes("{}"), Bytes("layer") })
            {
                var location = await client.StartUploadAsync("acme/app");
                using (await client.SendAsync("PUT", $"{location}{(location.Contains('?') ? '&' : '?')}digest={Digest.Sha256(blob)}", blob).ShouldBeAsync(201)) { }
            }
            var digest = await client.PushManifestAsync("acme/app", "1", Manifest(Bytes("{}"), [Bytes("layer")]));
            using (await client.SendAsync("DELETE", $"/v2/acme/app/manifests/{digest}").ShouldBeAsync(202)) { }
            await Eventually.HoldsAsync(() => receiver.Events.Count(e => Action(e) == "delete") == 2, what: "the deletions of manifest and tag were told");
            sent.Add([.. receiver.Events.Where(e => Action(e) is "push" or "delete").Select(e => string.Join('\n', Fields(e).Order()))]);
        }
        sent[1].ShouldBe(sent[0]);
        sent[1].Length.ShouldBe(5);

        static string Action(JsonElement one) => one.GetProperty("action").GetString()!;

        static IEnumerable<string> Fields(JsonElement element, string path = "") => element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Fields(p.Value, $"{path}.{p.Name}").Prepend($"{path}.{p.Name}:{p.Value.ValueKind}")),
            JsonValueKind.Array => Fields(element[0], $"{path}[]"),
            _ => [],
        };
    }

    [Fact]
    public async Task Names_the_socket_and_not_the_host_that_a_client_claims()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await RestartAsync(To(receiver));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v2/acme/app/blobs/uploads/?digest={Digest.Sha256("x"u8)}") { Content = new ByteArrayContent("x"u8.ToArray()) };
        request.Headers.Host = "ghcr.io";
        using (await Client.SendAsync(request).ShouldBeAsync(201)) { }
        await Eventually.HoldsAsync(() => receiver.Events.Count == 1, what: "an event came");
        receiver.Events.Single().GetProperty("request").GetProperty("host").GetString().ShouldBe(Host.Name);
        receiver.Events.Single().GetProperty("target").GetProperty("url").GetString().ShouldStartWith($"http://{Host.Name}/");
    }

    [Fact]
    public async Task Tells_of_mounts_and_deletions_but_not_of_pulls()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await RestartAsync(To(receiver));
        var digest = await Client.PushImageAsync("acme/app", "1");
        var blob = Digest.Sha256(Bytes("layer of seed"));
        using (await Client.SendAsync("GET", "/v2/acme/app/manifests/1").ShouldBeAsync(200)) { }
        using (await Client.SendAsync("GET", $"/v2/acme/app/blobs/{blob}").ShouldBeAsync(200)) { }
        using (await Client.SendAsync("POST", $"/v2/acme/two/blobs/uploads/?mount={blob}&from=acme/app").ShouldBeAsync(201)) { }
        using (await Client.SendAsync("DELETE", "/v2/acme/app/manifests/1").ShouldBeAsync(202)) { }
        using (await Client.SendAsync("DELETE", $"/v2/acme/app/manifests/{digest}").ShouldBeAsync(202)) { }
        await Eventually.HoldsAsync(() => receiver.Events.Count == 6, what: "six events came");
        receiver.Events.Select(e => e.GetProperty("action").GetString()).ShouldBe(["push", "push", "push", "mount", "delete", "delete"]);
        receiver.Events.ElementAt(3).GetProperty("target").GetProperty("fromRepository").GetString().ShouldBe("acme/app");
        receiver.Events.ElementAt(4).GetProperty("target").GetProperty("tag").GetString().ShouldBe("1");
        receiver.Events.ElementAt(5).GetProperty("target").GetProperty("digest").GetString().ShouldBe(digest.Text);
    }

    [Fact]
    public async Task Tells_of_pulls_when_asked_to()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await RestartAsync([.. To(receiver), ("NotifyPulls", "true")]);
        await Client.PushImageAsync("acme/app", "1");
        using (await Client.SendAsync("GET", "/v2/acme/app/manifests/1").ShouldBeAsync(200)) { }
        await Eventually.HoldsAsync(() => receiver.Events.Any(e => e.GetProperty("action").GetString() == "pull"), what: "a pull was told");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(401)]
    [InlineData(302)]
    public async Task Delivers_in_order_once_the_endpoint_takes_them(int refusal)
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Status = refusal;
        await RestartAsync(To(receiver));
        foreach (var i in Enumerable.Range(0, 5))
            await Client.PushImageAsync("acme/app", $"t{i}", $"{i}");
        await Eventually.HoldsAsync(() => receiver.Calls > 2, what: "deliveries were tried");
        receiver.Events.ShouldBeEmpty();
        receiver.Status = 204;
        await Eventually.HoldsAsync(() => receiver.Tags.Count() == 5, what: "five tagged pushes came");
        receiver.Tags.ShouldBe(["t0", "t1", "t2", "t3", "t4"]);
        receiver.Events.Select(e => e.GetProperty("id").GetString()).Distinct().Count().ShouldBe(receiver.Events.Count);
    }

    [Fact]
    public async Task Delivers_after_a_restart_what_an_endpoint_that_was_away_did_not_get()
    {
        var port = LoopbackPort.Free();
        var settings = new (string, string?)[] { ("Endpoints:0:Name", "hook"), ("Endpoints:0:Url", $"http://127.0.0.1:{port}/hook") };
        await RestartAsync(settings);
        await Client.PushImageAsync("acme/app", "before", "before");
        await RestartAsync(settings);
        await Client.PushImageAsync("acme/app", "after", "after");
        await using var receiver = await HookReceiver.StartAsync(port);
        await Eventually.HoldsAsync(() => receiver.Tags.Count() == 2, what: "both pushes came");
        receiver.Tags.ShouldBe(["before", "after"]);
        await Eventually.HoldsAsync(() => !Directory.EnumerateFiles(Path.Combine(Root, "notifications", "hook")).Any(), what: "nothing waits any more");
    }

    [Fact]
    public async Task Does_not_let_one_endpoint_hold_up_another()
    {
        await using var broken = await HookReceiver.StartAsync();
        await using var working = await HookReceiver.StartAsync();
        broken.Status = 503;
        await RestartAsync([.. To(broken), ("Endpoints:1:Name", "working"), ("Endpoints:1:Url", working.Url.ToString())]);
        await Client.PushImageAsync("acme/app", "1");
        await Eventually.HoldsAsync(() => working.Tags.Any(), what: "the other endpoint was told");
        broken.Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refuses_changes_that_it_could_not_tell_any_more()
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Status = 503;
        await RestartAsync([.. To(receiver), ("MostPendingNotifications", "3")]);
        var digest = await Client.PushImageAsync("acme/app", "1");
        await Client.SendAsync("POST", $"/v2/acme/app/blobs/uploads/?digest={Digest.Sha256("x"u8)}", "x"u8.ToArray()).ShouldBeErrorAsync(429, "TOOMANYREQUESTS");
        await Client.SendAsync("PUT", "/v2/acme/app/manifests/2", await Client.GetByteArrayAsync("/v2/acme/app/manifests/1"), OciManifest).ShouldBeErrorAsync(429, "TOOMANYREQUESTS");
        await Client.SendAsync("DELETE", $"/v2/acme/app/manifests/{digest}").ShouldBeErrorAsync(429, "TOOMANYREQUESTS");
        using (await Client.SendAsync("GET", "/v2/acme/app/manifests/1").ShouldBeAsync(200)) { }
        receiver.Status = 200;
        await Eventually.HoldsAsync(() => !Directory.EnumerateFiles(Path.Combine(Root, "notifications", "hook")).Any(), what: "nothing waits any more");
        receiver.Events.Count.ShouldBe(3);
        receiver.Status = 503;
        await Client.PushBlobAsync("acme/app", Bytes("there is room again"));
    }

    private static (string, string?)[] To(HookReceiver receiver) => [("Endpoints:0:Name", "hook"), ("Endpoints:0:Url", receiver.Url.ToString())];
}
