namespace Attestry.Ingestion.Webhooks.Authentication;

/// <summary><c>Authorization: scheme credentials</c>, the scheme in any case (RFC 9110 §11.1).</summary>
internal sealed class SchemeAuthentication(string scheme, string credentials) : IWebhookAuthentication
{
    private readonly SharedSecret _credentials = new(credentials);

    public string Challenge => scheme;

    public ValueTask<bool> IsAuthenticAsync(WebhookRequest request, string? pathSecret, CancellationToken cancellation) =>
        new(_credentials.Equals(Credentials(request, scheme)));

    /// <summary>What follows the scheme; null when the header is missing, repeated or of another scheme.</summary>
    internal static string? Credentials(WebhookRequest request, string scheme) =>
        request.Header("Authorization") is { } header
        && header.Length > scheme.Length
        && header[scheme.Length] == ' '
        && header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            ? header[(scheme.Length + 1)..].Trim()
            : null;
}
