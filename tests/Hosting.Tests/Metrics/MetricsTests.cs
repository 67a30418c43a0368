using System.Diagnostics.Metrics;
using System.Net;
using Attestry.Hosting.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Attestry.Hosting.Tests.Metrics;

public sealed class MetricsTests
{
    [Fact]
    public async Task Counters_gauges_and_histograms_are_shown_by_Prometheus_conventions()
    {
        await using var host = await RunningHost.StartAsync();
        var meter = Meter(host);
        var pushes = meter.CreateCounter<long>("attestry.test.pushes", "{push}", "Pushes\nby \\ source.");
        var open = meter.CreateUpDownCounter<int>("attestry.test.open");
        var age = meter.CreateGauge<double>("attestry.test.age", "s");
        var size = meter.CreateHistogram<long>("attestry.test.size", "By");
        meter.CreateObservableCounter("attestry.test.read", () => 42L, "By");
        meter.CreateObservableGauge("attestry.test.share", () => 0.25, "1");
        pushes.Add(2, new("source", "harbor"), new("action", "push"));
        pushes.Add(3, new("action", "push"), new("source", "harbor"));
        open.Add(5);
        open.Add(-2);
        age.Record(9);
        age.Record(1.5);
        size.Record(1024);
        size.Record(1025);
        size.Record(1L << 40);

        var text = await ScrapeAsync(host);

        text.Types["attestry_test_pushes_total"].ShouldBe("counter");
        text.Helps["attestry_test_pushes_total"].ShouldBe("Pushes\nby \\ source.");
        text["attestry_test_pushes_total{action=\"push\",source=\"harbor\"}"].ShouldBe(5);
        text.Types["attestry_test_open"].ShouldBe("gauge");
        text["attestry_test_open"].ShouldBe(3);
        text["attestry_test_age_seconds"].ShouldBe(1.5);
        text["attestry_test_read_bytes_total"].ShouldBe(42);
        text["attestry_test_share_ratio"].ShouldBe(0.25);
        text["attestry_test_size_bytes_bucket{le=\"1024\"}"].ShouldBe(1);
        text["attestry_test_size_bytes_bucket{le=\"4096\"}"].ShouldBe(2);
        text["attestry_test_size_bytes_bucket{le=\"+Inf\"}"].ShouldBe(3);
        text["attestry_test_size_bytes_count"].ShouldBe(3);
        text["attestry_test_size_bytes_sum"].ShouldBe(2049 + (double)(1L << 40));
        (await ScrapeAsync(host))["attestry_test_read_bytes_total"].ShouldBe(42);
    }

    [Fact]
    public async Task Advice_on_buckets_is_taken()
    {
        await using var host = await RunningHost.StartAsync();
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 2] };
        Meter(host).CreateHistogram("attestry.test.wait", "s", null, null, advice).Record(1);

        var text = await ScrapeAsync(host);

        text["attestry_test_wait_seconds_bucket{le=\"0.5\"}"].ShouldBe(0);
        text["attestry_test_wait_seconds_bucket{le=\"2\"}"].ShouldBe(1);
    }

    [Fact]
    public async Task Hostile_labels_stay_labels()
    {
        await using var host = await RunningHost.StartAsync();
        var counter = Meter(host).CreateCounter<int>("attestry.test.hostile");
        counter.Add(1, new KeyValuePair<string, object?>("a b-c", "x\"} 1\nfake_total 99\\"));
        counter.Add(1, new KeyValuePair<string, object?>("9lives", 'z'), new("_lives", "twin"), new("nothing", null));
        counter.Add(1, new KeyValuePair<string, object?>("long", new string('x', 5000)));
        counter.Add(1, [.. Enumerable.Range(0, 40).Select(i => new KeyValuePair<string, object?>($"k{i}", i))]);
        counter.Add(1, new KeyValuePair<string, object?>(new string('k', 3000), "v"));

        var text = await ScrapeAsync(host);

        text["attestry_test_hostile_total{a_b_c=\"x\"} 1\nfake_total 99\\\"}"].ShouldBe(1);
        text["attestry_test_hostile_total{_lives=\"z\"}"].ShouldBe(1);
        text[$"attestry_test_hostile_total{{long=\"{new string('x', 128)}\"}}"].ShouldBe(1);
        text["attestry_test_hostile_total{otel_metric_overflow=\"true\"}"].ShouldBe(2);
    }

    [Fact]
    public async Task Series_beyond_the_limit_are_counted_together()
    {
        await using var host = await RunningHost.StartAsync(null, null, ("Metrics:SeriesPerInstrument", "10"));
        var counter = Meter(host).CreateCounter<int>("attestry.test.many");
        for (var i = 0; i < 1000; i++)
            counter.Add(1, new KeyValuePair<string, object?>("digest", i));

        var text = await ScrapeAsync(host);

        text.Series.Count(series => series.StartsWith("attestry_test_many_total", StringComparison.Ordinal)).ShouldBe(11);
        text["attestry_test_many_total{otel_metric_overflow=\"true\"}"].ShouldBe(990);
    }

    [Fact]
    public async Task What_is_no_longer_observed_is_no_longer_shown_and_a_broken_callback_hides_no_other()
    {
        await using var host = await RunningHost.StartAsync();
        var queues = new List<Measurement<int>> { new(1, new KeyValuePair<string, object?>("queue", "a")), new(2, new KeyValuePair<string, object?>("queue", "b")) };
        var meter = Meter(host);
        meter.CreateObservableGauge("attestry.test.broken", int () => throw new InvalidOperationException("broken"));
        meter.CreateObservableGauge("attestry.test.depth", () => queues);

        (await ScrapeAsync(host))["attestry_test_depth{queue=\"a\"}"].ShouldBe(1);
        queues.RemoveAt(0);
        var text = await ScrapeAsync(host);

        text.Series.ShouldNotContain("attestry_test_depth{queue=\"a\"}");
        text["attestry_test_depth{queue=\"b\"}"].ShouldBe(2);
    }

    [Fact]
    public async Task No_measurement_is_lost_between_threads()
    {
        await using var host = await RunningHost.StartAsync();
        var meter = Meter(host);
        var counter = meter.CreateCounter<long>("attestry.test.shared");
        var histogram = meter.CreateHistogram<double>("attestry.test.took", "s");

        Parallel.For(0, 20_000, i =>
        {
            counter.Add(1, new KeyValuePair<string, object?>("even", i % 2 == 0));
            histogram.Record(0.001);
        });

        var text = await ScrapeAsync(host);
        text["attestry_test_shared_total{even=\"true\"}"].ShouldBe(10_000);
        text["attestry_test_shared_total{even=\"false\"}"].ShouldBe(10_000);
        text["attestry_test_took_seconds_count"].ShouldBe(20_000);
    }

    [Fact]
    public async Task The_meters_of_the_runtime_and_of_the_server_are_shown_and_foreign_ones_are_not()
    {
        await using var host = await RunningHost.StartAsync(app => app.MapGet("/hello/{name}", (string name) => name).AllowAnonymous());
        Meter(host, "Elsewhere").CreateCounter<int>("elsewhere.count").Add(1);
        await host.Client.GetStringAsync(new Uri("/hello/world", UriKind.Relative));
        Exposition? text = null;
        // The server records a request after its response was sent.
        await Eventually.HoldsAsync(
            async () => (text = await ScrapeAsync(host)).Series.Any(series => series.StartsWith("http_server_request_duration_seconds_count", StringComparison.Ordinal) && series.Contains("http_route=\"/hello/{name}\"", StringComparison.Ordinal)),
            what: "the request is counted");

        text!.Series.ShouldContain(series => series.StartsWith("dotnet_gc_collections_total", StringComparison.Ordinal));
        text.Series.ShouldContain(series => series.StartsWith("kestrel_active_connections", StringComparison.Ordinal));
        text["target_info{service_name=\"hosting-tests\",service_version=\"0.1.0\"}"].ShouldBe(1);
        text.Series.ShouldNotContain(series => series.StartsWith("elsewhere", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("loopback", null, false, HttpStatusCode.OK)]
    [InlineData("loopback", null, true, HttpStatusCode.Unauthorized)]
    [InlineData("loopback", Roles.Auditor, true, HttpStatusCode.OK)]
    [InlineData("auditor", null, false, HttpStatusCode.Unauthorized)]
    [InlineData("auditor", Roles.Runtime, false, HttpStatusCode.Forbidden)]
    [InlineData("auditor", Roles.Auditor, false, HttpStatusCode.OK)]
    [InlineData("auditor", Roles.Admin, false, HttpStatusCode.OK)]
    [InlineData("open", null, true, HttpStatusCode.OK)]
    public async Task Who_may_read_them_is_a_setting(string access, string? role, bool forwarded, HttpStatusCode expected)
    {
        await using var host = await RunningHost.StartAsync(null, null, ("Metrics:Access", access));
        if (role is not null)
            await host.UseKeyAsync(role);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (forwarded)
            request.Headers.Add("X-Forwarded-For", "203.0.113.9");

        using var response = await host.Client.SendAsync(request);

        response.StatusCode.ShouldBe(expected);
        if (expected == HttpStatusCode.OK)
            response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
    }

    private static Meter Meter(RunningHost host, string name = "Attestry.Tests") => host.App.Services.GetRequiredService<IMeterFactory>().Create(name);

    private static async Task<Exposition> ScrapeAsync(RunningHost host) => Exposition.Parse(await host.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative)));
}
