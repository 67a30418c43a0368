using System.Collections.Concurrent;
using System.Text.Json;
using Attestry.TestKit.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Attestry.EndToEnd.Processes;

/// <summary>A second receiver of a registry's webhooks, which keeps what the registry told.</summary>
internal sealed class EventRecorder : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly ConcurrentQueue<Event> _events = new();

    private EventRecorder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/", (Delegate)ReceiveAsync);
    }

    internal IReadOnlyList<Event> Events => [.. _events];

    internal RegistryWebhook Webhook => new("recorder", new Uri(_app.Urls.Single()));

    internal static async Task<EventRecorder> StartAsync()
    {
        var recorder = new EventRecorder();
        await recorder._app.StartAsync();
        return recorder;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> ReceiveAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        foreach (var e in body.RootElement.GetProperty("events").EnumerateArray())
        {
            var target = e.GetProperty("target");
            var mediaType = target.TryGetProperty("mediaType", out var type) ? type.GetString()! : "";
            _events.Enqueue(new(e.GetProperty("action").GetString()!, target.GetProperty("repository").GetString()!, mediaType));
        }
        return Results.Ok();
    }

    internal sealed record Event(string Action, string Repository, string MediaType)
    {
        /// <summary>Of a manifest or an index; everything else is noise to who waits for pushes.</summary>
        internal bool IsPush => Action == "push" && (MediaType.Contains("manifest", StringComparison.Ordinal) || MediaType.Contains("index", StringComparison.Ordinal));
    }
}
