using Attestry.Hosting.Options;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Attestry.Hosting.Security;

internal static class SecurityExtensions
{
    /// <summary>API keys as the default scheme, one authorization policy a role, and a fallback that denies.</summary>
    internal static void AddAttestrySecurity(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<SecurityOptions>("Security");
        builder.Services.AddSingleton<ApiKeyVerifier>();
        // AddAuthentication would bring data protection, which writes keys to the disk that nothing here needs.
        builder.Services.AddAuthenticationCore(authentication => authentication.DefaultScheme = ApiKeyAuthenticationHandler.Name);
        builder.Services.AddWebEncoders();
        new AuthenticationBuilder(builder.Services)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthenticationHandler>(ApiKeyAuthenticationHandler.Name, null);
        var authorization = builder.Services.AddAuthorizationBuilder();
        foreach (var role in Roles.All)
            authorization.AddPolicy(role, policy => policy.RequireRole(Roles.ThatMay(role)));
        // An endpoint that names no policy is the administrator's. What is no endpoint at all (404, 405) is told to
        // everybody who is known, and to others only that they are not.
        authorization.SetFallbackPolicy(new AuthorizationPolicyBuilder()
            .RequireAuthenticatedUser()
            .RequireAssertion(context =>
                context.User.IsInRole(Roles.Admin) || (context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint))
            .Build());
    }
}
