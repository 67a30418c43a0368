using Attestry.Ingestion.Webhooks.Authentication;

namespace Attestry.Ingestion.Webhooks;

/// <summary>
/// The validation request of CloudEvents' web hooks (HTTP 1.1 Web Hooks for Event Delivery 1.0.1 §4): whether deliveries from
/// an origin are welcome. A yes grants nothing, for every delivery is authenticated by itself.
/// </summary>
internal sealed class WebhookHandshake(WebhookSources sources, IngestionMetrics metrics)
{
    public async Task<IResult> AnswerAsync(HttpContext http, string name, string? pathSecret)
    {
        if (sources.Find(name) is not { } source)
            return WebhookProblem.UnknownSource;
        var request = new WebhookRequest(http.Request.Headers, ReadOnlyMemory<byte>.Empty);
        // Senders attach their credentials to deliveries only; a secret in the URL is there always.
        if (source.Authentication is PathAuthentication path && !await path.IsAuthenticAsync(request, pathSecret, http.RequestAborted))
            return WebhookProblem.Unauthenticated;
        if (request.Header("WebHook-Request-Origin") is not { Length: > 0 } origin)
            return WebhookProblem.Malformed("Header 'WebHook-Request-Origin' is missing.");
        metrics.Webhook(source.Name, "handshake");
        http.Response.Headers["WebHook-Allowed-Origin"] = origin;
        http.Response.Headers["WebHook-Allowed-Rate"] = "*";
        http.Response.Headers.Allow = "POST, OPTIONS";
        return Results.Ok();
    }
}
