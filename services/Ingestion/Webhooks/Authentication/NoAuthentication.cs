namespace Attestry.Ingestion.Webhooks.Authentication;

/// <summary>For a source whose configuration says in so many words that anyone may speak for it.</summary>
internal sealed class NoAuthentication : IWebhookAuthentication
{
    public ValueTask<bool> IsAuthenticAsync(WebhookRequest request, string? pathSecret, CancellationToken cancellation) => new(true);
}
