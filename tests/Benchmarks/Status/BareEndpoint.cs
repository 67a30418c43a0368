using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attestry.Benchmarks.Status;

/// <summary>The peer of <c>status</c>, in a process of its own: the least that the same web server can do for an answer.</summary>
internal static class BareEndpoint
{
    internal const string Name = "bare-endpoint";

    internal static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Loopback port.", Required = true };
        var command = new Command(Name, "Serve 200 bytes without looking at the request; what `status` is compared with.") { port };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => ServeAsync(parsed.GetValue(port), cancellation));
        return command;
    }

    private static async Task<int> ServeAsync(int port, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{port}");
        var answer = new byte[200];
        Array.Fill(answer, (byte)'.');
        app.MapGet("/", (HttpResponse response) =>
        {
            response.ContentLength = answer.Length;
            return response.Body.WriteAsync(answer, 0, answer.Length);
        });
        await app.StartAsync(cancellation);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }
}
