namespace Attestry.Ingestion.Webhooks.Authentication;

/// <summary>The URL itself is the secret, for products that can send nothing else.</summary>
internal sealed class PathAuthentication(string secret) : IWebhookAuthentication
{
    private readonly SharedSecret _secret = new(secret);

    public ValueTask<bool> IsAuthenticAsync(WebhookRequest request, string? pathSecret, CancellationToken cancellation) =>
        new(_secret.Equals(pathSecret));
}
