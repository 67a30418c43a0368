using System.Net;
using Attestry.Hosting.Options;
using Attestry.Hosting.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Attestry.Hosting.Metrics;

internal static class MetricsExtensions
{
    private const string Policy = "metrics";

    internal static void AddAttestryMetrics(this IHostApplicationBuilder builder, string service)
    {
        var options = builder.AddValidatedOptions<MetricsOptions>("Metrics");
        builder.Services.AddSingleton<MeterCollector>();
        builder.Services.AddHostedService(services => services.GetRequiredService<MeterCollector>());
        builder.Services.AddSingleton(services => new PrometheusText(service, services.GetRequiredService<MeterCollector>()));
        builder.Services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.RequireAssertion(context =>
            options.Access == "open"
            || context.User.IsInRole(Roles.Auditor)
            || context.User.IsInRole(Roles.Admin)
            || (options.Access == "loopback" && context.Resource is HttpContext http && IsLocal(http))));
    }

    internal static void MapAttestryMetrics(this WebApplication app) =>
        app.MapGet("/metrics", (PrometheusText text) => TypedResults.Text(text.Write(), PrometheusText.ContentType))
            .RequireAuthorization(Policy)
            .ExcludeFromDescription();

    // A proxy on this machine makes everybody look local, but says for whom it speaks.
    private static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For")
        && !http.Request.Headers.ContainsKey("Forwarded");
}
