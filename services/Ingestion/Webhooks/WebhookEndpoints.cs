using Attestry.Primitives.Limits;
using Microsoft.AspNetCore.Mvc;

namespace Attestry.Ingestion.Webhooks;

/// <summary><c>POST /webhooks/{source}[/{secret}]</c>, and the question that CloudEvents senders ask first.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        // Sources prove themselves in their own ways; the roles of API keys do not apply.
        var webhooks = routes.MapGroup("/webhooks").AllowAnonymous().WithTags("webhooks")
            .WithMetadata(new RequestSizeLimitAttribute(IngestionLimits.WebhookBytes + 1));
        webhooks.MapPost("/{source}", (HttpContext http, string source, WebhookReceiver receiver) => receiver.ReceiveAsync(http, source, null));
        webhooks.MapPost("/{source}/{secret}", (HttpContext http, string source, string secret, WebhookReceiver receiver) =>
            receiver.ReceiveAsync(http, source, secret));
        webhooks.MapMethods("/{source}", [HttpMethods.Options], (HttpContext http, string source, WebhookHandshake handshake) => handshake.AnswerAsync(http, source, null));
        webhooks.MapMethods("/{source}/{secret}", [HttpMethods.Options], (HttpContext http, string source, string secret, WebhookHandshake handshake) =>
            handshake.AnswerAsync(http, source, secret));
    }
}
