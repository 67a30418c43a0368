namespace Attestry.Ingestion.Webhooks.Authentication;

/// <summary>One header must have exactly one value: a bearer token, basic credentials, a string that the product sends verbatim.</summary>
internal sealed class HeaderAuthentication(string header, string value) : IWebhookAuthentication
{
    private readonly SharedSecret _value = new(value);

    public ValueTask<bool> IsAuthenticAsync(WebhookRequest request, string? pathSecret, CancellationToken cancellation) =>
        new(_value.Equals(request.Header(header)));
}
