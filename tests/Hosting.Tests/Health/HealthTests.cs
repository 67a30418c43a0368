using System.Net;
using Attestry.Contracts;
using Attestry.Hosting.Health;
using Attestry.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Attestry.Hosting.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task A_started_service_is_live_and_ready_for_everybody()
    {
        await using var host = await RunningHost.StartAsync();

        using var live = await host.Client.GetAsync("/health/live");
        using var ready = await host.Client.GetAsync("/health/ready");

        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = await RunningHost.ReadAsync(ready);
        body.GetProperty("status").GetString().ShouldBe("healthy");
        body.GetProperty("checks").EnumerateObject().Select(check => check.Name).Order().ShouldBe(["bus", "store"]);
        (await RunningHost.ReadAsync(live)).GetProperty("checks").EnumerateObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_store_that_fails_makes_it_unready_not_dead_and_keeps_its_words_to_itself()
    {
        await using var host = await RunningHost.StartAsync(null, builder => builder.Services.AddSingleton<IDocumentStore, BrokenStore>());

        using var live = await host.Client.GetAsync("/health/live");
        using var ready = await host.Client.GetAsync("/health/ready");

        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var body = await RunningHost.ReadAsync(ready);
        body.GetProperty("checks").GetProperty("store").GetProperty("status").GetString().ShouldBe("unhealthy");
        body.GetRawText().ShouldNotContain("db.internal");
    }

    [Fact]
    public async Task A_degraded_check_keeps_the_service_ready_and_tells_its_reason()
    {
        await using var host = await RunningHost.StartAsync(null, builder => builder.AddReadyCheck<Stale>("advisories"));

        using var ready = await host.Client.GetAsync("/health/ready");

        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = await RunningHost.ReadAsync(ready);
        body.GetProperty("status").GetString().ShouldBe("degraded");
        body.GetProperty("checks").GetProperty("advisories").GetProperty("reason").GetString().ShouldBe("Nine days old.");
    }

    private sealed class Stale : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(HealthCheckResult.Degraded("Nine days old."));
    }

    private sealed class BrokenStore : IDocumentStore
    {
        public IDocumentCollection<T> Collection<T>(CollectionDefinition<T> definition)
            where T : class, IDocument => null!;

        public Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;

        public Task CheckAsync(CancellationToken cancellation) => throw new IOException("db.internal is gone.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
