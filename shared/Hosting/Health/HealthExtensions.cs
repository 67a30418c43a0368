using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Attestry.Hosting.Health;

public static class HealthExtensions
{
    /// <summary>Tag of the checks that <c>/health/ready</c> runs.</summary>
    public const string Ready = "ready";

    // Shorter than the 10 s that probes commonly wait, so that a hanging dependency is named rather than timed out on.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Adds a service's own check to <c>/health/ready</c>. A degraded answer keeps the service ready and tells its reason;
    /// the description is readable by everybody.
    /// </summary>
    public static void AddReadyCheck<T>(this IHostApplicationBuilder builder, string name)
        where T : class, IHealthCheck
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddHealthChecks().AddCheck<T>(name, HealthStatus.Unhealthy, [Ready], Patience);
    }

    internal static void AddAttestryHealth(this IHostApplicationBuilder builder) => builder.AddReadyCheck<StoreHealthCheck>("store");

    /// <summary>
    /// <c>/health/live</c>: the process serves requests; it looks at nothing else, so that no orchestrator restarts a
    /// service because its broker is down. <c>/health/ready</c>: it can do its work.
    /// </summary>
    internal static void MapAttestryHealth(this WebApplication app)
    {
        Map("/health/live", _ => false);
        Map("/health/ready", check => check.Tags.Contains(Ready));

        void Map(string path, Func<HealthCheckRegistration, bool> checks) =>
            app.MapHealthChecks(path, new HealthCheckOptions { Predicate = checks, ResponseWriter = HealthResponse.WriteAsync }).AllowAnonymous();
    }
}
