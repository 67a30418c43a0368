using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Attestry.Oci.Tests.Support;

/// <summary>A real server on a free loopback port, which does what a test says and remembers what it was asked.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackServer(WebApplication app) => _app = app;

    public ConcurrentQueue<SeenRequest> Seen { get; } = new();

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Host { get; private set; } = "";

    public IEnumerable<SeenRequest> SeenAt(string path) => Seen.Where(r => r.Path == path);

    public static Task<LoopbackServer> StartAsync(RequestDelegate answer) => StartAsync(answer, _ => { });

    public static async Task<LoopbackServer> StartAsync(RequestDelegate answer, Action<ListenOptions> listen)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, listen));
        var server = new LoopbackServer(builder.Build());
        server._app.Run(context =>
        {
            server.Seen.Enqueue(SeenRequest.Of(context.Request));
            return answer(context);
        });
        await server._app.StartAsync();
        server.Host = new Uri(server._app.Urls.Single()).Authority;
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
