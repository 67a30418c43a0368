using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Attestry.Registry.Tests;

/// <summary>A webhook receiver on a real socket that answers as a test wants it to.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private volatile int _status = 200;
    private int _calls;

    private HookReceiver(WebApplication app) => _app = app;

    public Uri Url => new($"{_app.Urls.Single()}/hook");

    /// <summary>What it answers from now on.</summary>
    public int Status { set => _status = value; }

    /// <summary>Requests, whatever was answered.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>The events of the notifications that were answered with 2xx.</summary>
    public ConcurrentQueue<JsonElement> Events { get; } = new();

    public string? ContentType { get; private set; }

    public string? Authorization { get; private set; }

    public IEnumerable<string> Tags => Events.Where(e => e.GetProperty("target").TryGetProperty("tag", out _)).Select(e => e.GetProperty("target").GetProperty("tag").GetString()!);

    /// <param name="port">0: any.</param>
    public static async Task<HookReceiver> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var receiver = new HookReceiver(app);
        app.MapPost("/hook", (Delegate)receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        Interlocked.Increment(ref _calls);
        var status = _status;
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        (ContentType, Authorization) = (context.Request.ContentType, context.Request.Headers.Authorization);
        if (status is >= 200 and < 300)
            foreach (var one in body.RootElement.GetProperty("events").EnumerateArray())
                Events.Enqueue(one.Clone());
        if (status is >= 300 and < 400)
            context.Response.Headers.Location = "/hook";
        return Results.StatusCode(status);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
