using System.Net;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Primitives;
using Attestry.TestKit.Servers;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Attestry.Hosting.Tests.Bus;

public sealed class RabbitMqTests
{
    private static readonly ArtifactResolved Sent = new("127.0.0.1:5000/a@" + Digest.Sha256([1]), Digest.Sha256([1]), ArtifactKind.Image);

    [Fact]
    public async Task A_message_through_a_real_broker_arrives_as_it_was_sent()
    {
        if (await BrokerAsync() is not { } connection)
            return;
        var inbox = new Inbox();
        await using var host = await RunningHost.StartAsync(null, inbox.AddTo, ("Bus:Transport", "rabbitmq"), ("Bus:Connection", connection));
        await Eventually.HoldsAsync(async () => await ReadyAsync(host) == HttpStatusCode.OK, what: "the bus is ready");

        await PublishAsync(host);

        (await inbox.FirstAsync()).ShouldBe(Sent);
    }

    [Fact]
    public async Task What_was_published_while_a_service_was_away_waits_for_it()
    {
        if (await BrokerAsync() is not { } connection)
            return;
        var inbox = new Inbox();
        (string, string?)[] settings = [("Bus:Transport", "rabbitmq"), ("Bus:Connection", connection)];
        await using (var first = await RunningHost.StartAsync(null, inbox.AddTo, settings))
            await Eventually.HoldsAsync(async () => await ReadyAsync(first) == HttpStatusCode.OK, what: "the queue is declared");
        await using (var publisher = await RunningHost.StartAsync(null, null, settings))
            await PublishAsync(publisher);

        await using var second = await RunningHost.StartAsync(null, inbox.AddTo, settings);

        (await inbox.FirstAsync()).ShouldBe(Sent);
    }

    [Fact]
    public async Task Without_its_broker_a_service_is_live_and_not_ready_and_tells_no_password()
    {
        // Nothing listens on port 1.
        await using var host = await RunningHost.StartAsync(null, new Inbox().AddTo, ("Bus:Transport", "rabbitmq"), ("Bus:Connection", "amqp://user:hunter2@127.0.0.1:1/"));

        using var live = await host.Client.GetAsync("/health/live");
        using var ready = await host.Client.GetAsync("/health/ready");

        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await RunningHost.ReadAsync(ready)).GetProperty("checks").GetProperty("bus").GetProperty("status").GetString().ShouldBe("unhealthy");
        (await ready.Content.ReadAsStringAsync()).ShouldNotContain("hunter2");
    }

    // Apart, because resolving the bus leaves MassTransit's log context, with this host's loggers, in the caller's context.
    private static async Task PublishAsync(RunningHost host) => await host.App.Services.GetRequiredService<IBus>().Publish(Sent);

    private static async Task<HttpStatusCode> ReadyAsync(RunningHost host)
    {
        using var response = await host.Client.GetAsync("/health/ready");
        return response.StatusCode;
    }

    private static async Task<string?> BrokerAsync()
    {
        if (RabbitMqServer.IsAvailable(out var why))
            return (await RabbitMqServer.SharedAsync()).Uri;
        Console.Error.WriteLine($"NOTICE {why} A test that needs a broker did nothing.");
        return null;
    }
}
