using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using Attestry.Tpm.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Attestry.EndToEnd.Hosts;

/// <summary>Stands between agent and collector: an agent whose owner, or the network, is hostile.</summary>
internal sealed class TamperingProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private TamperingProxy(WebApplication app, Uri collector) => (_app, _http) = (app, new HttpClient { BaseAddress = collector });

    internal string Address => _app.Urls.First();

    /// <summary>Null: as it comes.</summary>
    internal Func<Challenge, Challenge>? Challenge { get; set; }

    /// <inheritdoc cref="Challenge"/>
    internal Func<HostEvidence, Task<HostEvidence>>? Evidence { get; set; }

    /// <summary>Paths of all evidence that the collector took.</summary>
    internal ConcurrentQueue<string> Accepted { get; } = new();

    /// <summary>With which the host shows that it is itself.</summary>
    internal string Token { get; private set; } = "";

    private byte[] LastEvidence { get; set; } = [];

    private string LastPath { get; set; } = "";

    internal static async Task<TamperingProxy> StartAsync(Uri collector)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var proxy = new TamperingProxy(builder.Build(), collector);
        proxy._app.Run(proxy.ForwardAsync);
        await proxy._app.StartAsync();
        return proxy;
    }

    /// <summary>Sends the last evidence once more, byte for byte.</summary>
    internal async Task<(int Status, string Body)> ReplayAsync(string key)
    {
        using var request = Request(HttpMethod.Post, LastPath, LastEvidence, $"Bearer {key}", Token);
        using var answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content);
        var (path, body) = (context.Request.Path.ToString(), content.ToArray());
        var isEvidence = context.Request.Method == "POST" && path.EndsWith("/evidence", StringComparison.Ordinal);
        if (isEvidence && Evidence is { } edit)
            body = Write(await edit(Read<HostEvidence>(body)));
        Token = context.Request.Headers[HostProtocol.TokenHeader].ToString() is { Length: > 0 } token ? token : Token;
        if (isEvidence)
            (LastPath, LastEvidence) = (path, body);
        try
        {
            using var request = Request(new HttpMethod(context.Request.Method), path, body, context.Request.Headers.Authorization.ToString(), Token);
            using var answer = await _http.SendAsync(request, context.RequestAborted);
            await AnswerAsync(context, path, answer, isEvidence);
        }
        catch (HttpRequestException)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
        }
    }

    private async Task AnswerAsync(HttpContext context, string path, HttpResponseMessage answer, bool isEvidence)
    {
        var body = await answer.Content.ReadAsByteArrayAsync();
        context.Response.StatusCode = (int)answer.StatusCode;
        if (isEvidence && answer.IsSuccessStatusCode)
            Accepted.Enqueue(answer.Headers.Location!.ToString());
        if (path.EndsWith("/challenges", StringComparison.Ordinal) && answer.IsSuccessStatusCode && Challenge is { } edit)
            body = Write(edit(Read<Challenge>(body)));
        if (answer.Headers.RetryAfter?.Delta is { } delta)
            context.Response.Headers.RetryAfter = $"{delta.TotalSeconds:F0}";
        await context.Response.Body.WriteAsync(body);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, byte[] body, string authorization, string token)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (method != HttpMethod.Get)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (token.Length > 0)
            request.Headers.Add(HostProtocol.TokenHeader, token);
        return request;
    }

    private static T Read<T>(byte[] body) => JsonSerializer.Deserialize<T>(body, HostProtocol.Json)!;

    private static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, HostProtocol.Json);
}
