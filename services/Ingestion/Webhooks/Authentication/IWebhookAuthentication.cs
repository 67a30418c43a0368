namespace Attestry.Ingestion.Webhooks.Authentication;

/// <summary>Decides whether a request comes from the configured source. Every comparison takes the same time whatever is presented.</summary>
internal interface IWebhookAuthentication
{
    /// <summary>The proof covers the body: it must be read, within its limit, before the request is believed.</summary>
    bool CoversBody => false;

    /// <summary>What a 401 names in <c>WWW-Authenticate</c>, which RFC 9110 §15.5.2 demands.</summary>
    string Challenge => "Webhook";

    /// <param name="pathSecret">What followed the source's name in the URL; null when nothing did.</param>
    ValueTask<bool> IsAuthenticAsync(WebhookRequest request, string? pathSecret, CancellationToken cancellation);
}
