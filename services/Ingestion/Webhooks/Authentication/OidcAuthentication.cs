using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Attestry.Ingestion.Webhooks.Authentication;

/// <summary>
/// A token that the source's identity provider signed (OpenID Connect Core 1.0 §2), as Pub/Sub attaches it: issuer, audience,
/// lifetime and, where one is configured, the verified e-mail address of the account that pushes.
/// </summary>
/// <param name="keys">The provider's current keys, from a configured place alone.</param>
internal sealed class OidcAuthentication(
    string issuer,
    string audience,
    string? email,
    SigningKeys keys,
    TimeProvider time) : IWebhookAuthentication
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public string Challenge => "Bearer";

    public async ValueTask<bool> IsAuthenticAsync(WebhookRequest request, string? pathSecret, CancellationToken cancellation)
    {
        if (SchemeAuthentication.Credentials(request, "Bearer") is not { } token)
            return false;
        var result = await _handler.ValidateTokenAsync(token, await ParametersAsync(cancellation));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
            keys.Renew();
        return result.IsValid && (email is null || IsAccount(result.ClaimsIdentity, email));
    }

    private async Task<TokenValidationParameters> ParametersAsync(CancellationToken cancellation) => new()
    {
        ValidIssuer = issuer,
        ValidAudience = audience,
        IssuerSigningKeys = await keys.GetAsync(cancellation),
        // Public keys only: a symmetric algorithm would let a published key sign.
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384],
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (notBefore, expires, _, _) =>
            expires is { } end && time.GetUtcNow().UtcDateTime < end + Skew && (notBefore is null || time.GetUtcNow().UtcDateTime > notBefore - Skew),
    };

    private static bool IsAccount(ClaimsIdentity identity, string email) =>
        identity.FindFirst("email")?.Value == email && string.Equals(identity.FindFirst("email_verified")?.Value, "true", StringComparison.OrdinalIgnoreCase);
}
