using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Attestry.Hosting.Tests.Telemetry;

public sealed class OtlpTests
{
    [Fact]
    public async Task Traces_and_metrics_reach_the_configured_collector_at_the_latest_when_the_service_stops()
    {
        var received = new ConcurrentDictionary<string, string>();
        await using var collector = await RunningHost.StartAsync(app => app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            received.AddOrUpdate(signal, _ => Latin(body), (_, before) => before + Latin(body));
        }).AllowAnonymous());

        await using (var host = await RunningHost.StartAsync(
            app => app.MapGet("/hello/{secret}", () => "hi").AllowAnonymous(),
            null,
            ("Telemetry:OtlpEndpoint", collector.App.Urls.Single()),
            ("Telemetry:OtlpProtocol", "http/protobuf")))
        {
            await host.Client.GetStringAsync(new Uri("/hello/hunter2?token=hunter3", UriKind.Relative));
            await host.App.StopAsync();
        }

        received["traces"].ShouldContain("hosting-tests");
        received["traces"].ShouldContain("GET /hello/{secret}");
        Spans(received["traces"], "Microsoft.AspNetCore").ShouldNotContain("hunter");
        received["metrics"].ShouldContain("http.server.request.duration");
    }

    /// <summary>What one source sent. The test's own client is in the same process, and its spans name the whole path.</summary>
    private static string Spans(string traces, string source) => traces[traces.IndexOf(source, StringComparison.Ordinal)..].Split("System.Net.Http")[0];

    private static string Latin(MemoryStream body) => Encoding.Latin1.GetString(body.ToArray());
}
