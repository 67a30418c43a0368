namespace Attestry.Ingestion.Webhooks.Authentication;

/// <summary>A kind of authentication: its name in the configuration, what it needs there, how it is made.</summary>
/// <param name="Missing">The name of the first setting that it needs and does not find; null when all is there.</param>
internal sealed record AuthenticationKind(
    string Name,
    Func<AuthenticationOptions, string?> Missing,
    Func<AuthenticationOptions, TimeProvider, IWebhookAuthentication> Create);
