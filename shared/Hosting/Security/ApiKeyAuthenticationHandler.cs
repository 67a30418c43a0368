using System.Security.Claims;
using System.Text.Encodings.Web;
using Attestry.Contracts.Documents;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attestry.Hosting.Security;

/// <summary>Authenticates <c>Authorization: Bearer att_…</c> or <c>X-Api-Key: att_…</c>. Other schemes and tokens are left to others.</summary>
internal sealed class ApiKeyAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    ApiKeyVerifier verifier)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Name = "ApiKey";

    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Presented() is not { } key)
            return AuthenticateResult.NoResult();
        return await verifier.VerifyAsync(key, Context.RequestAborted) is { } known
            ? AuthenticateResult.Success(new(PrincipalOf(known), Name))
            : AuthenticateResult.Fail("The API key is not in force.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = 401;
        Response.Headers.WWWAuthenticate = "Bearer realm=\"attestry\"";
        return Task.CompletedTask;
    }

    private string? Presented()
    {
        if (Request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer + ApiKeys.Prefix, StringComparison.OrdinalIgnoreCase))
            return header[Bearer.Length..];
        return Request.Headers["X-Api-Key"] is [{ } key] ? key : null;
    }

    private static ClaimsPrincipal PrincipalOf(ApiKeyDocument key) =>
        new(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, key.Id), new(ClaimTypes.Name, key.Name), .. key.Roles.Select(role => new Claim(ClaimTypes.Role, role))],
            Name));
}
