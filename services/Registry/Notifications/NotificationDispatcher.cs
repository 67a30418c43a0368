using System.Net.Http.Headers;

namespace Attestry.Registry.Notifications;

/// <summary>
/// Delivers what waits, each endpoint for itself and in order: the next one goes out when the one before was answered with 2xx.
/// Delivery is at least once; after a crash the same event, with the same id, may come again.
/// </summary>
internal sealed class NotificationDispatcher(
    NotificationQueues queues, EmbeddedRegistryOptions options, TimeProvider time, RegistryMetrics metrics, ILogger<NotificationDispatcher> log) : BackgroundService
{
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        // A receiver cannot send the endpoint's secrets on to another host.
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(queues.All.Select(queue => RunAsync(queue, stoppingToken)));

    public override void Dispose()
    {
        base.Dispose();
        _client.Dispose();
    }

    private async Task RunAsync(NotificationQueue queue, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
            foreach (var file in await queue.WaitAsync(stopping))
            {
                await DeliverAsync(queue.Endpoint, await File.ReadAllBytesAsync(file, stopping), stopping);
                queue.Confirm(file);
                metrics.Delivered(queue.Endpoint.Name);
            }
    }

    private async Task DeliverAsync(WebhookEndpointOptions endpoint, byte[] notification, CancellationToken stopping)
    {
        for (var delay = options.FirstRetryDelay; await TryAsync(endpoint, notification, stopping) is { } failure; delay = Longer(delay))
        {
            metrics.Failed(endpoint.Name);
            log.LogWarning("Endpoint {Endpoint} did not take a notification: {Failure}. Next try in {Delay}.", endpoint.Name, failure, delay);
            await Task.Delay(delay, time, stopping);
        }
    }

    /// <summary>Null when the endpoint confirmed; else why not.</summary>
    private async Task<string?> TryAsync(WebhookEndpointOptions endpoint, byte[] notification, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(endpoint.Timeout);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new ByteArrayContent(notification) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(RegistryEvent.MediaType);
        foreach (var (name, value) in endpoint.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return response.IsSuccessStatusCode ? null : $"status {(int)response.StatusCode}";
        }
        catch (HttpRequestException e)
        {
            return e.HttpRequestError.ToString();
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return "no answer in time";
        }
    }

    private TimeSpan Longer(TimeSpan delay) => delay * 2 < options.LongestRetryDelay ? delay * 2 : options.LongestRetryDelay;
}
