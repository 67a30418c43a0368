using Attestry.Hosting.Bus;
using Attestry.Hosting.Health;
using Attestry.Hosting.Http;
using Attestry.Hosting.Logging;
using Attestry.Hosting.Metrics;
using Attestry.Hosting.Options;
using Attestry.Hosting.Security;
using Attestry.Hosting.Storage;
using Attestry.Hosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Attestry.Hosting;

/// <summary>What every service has, whether it runs alone or inside Standalone.</summary>
public static class AttestryDefaults
{
    /// <param name="service">Name in logs, telemetry and broker connections: <c>status-api</c>.</param>
    /// <exception cref="OptionsException">A setting is missing or wrong.</exception>
    public static void AddAttestryDefaults(this WebApplicationBuilder builder, string service)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddAttestryConfiguration();
        builder.AddAttestryLogging(service);
        builder.AddAttestryTelemetry(service);
        builder.AddAttestryMetrics(service);
        builder.AddAttestryHttp();
        builder.AddAttestrySecurity();
        builder.AddAttestryHealth();
        builder.AddAttestryStorage();
        builder.AddAttestryBus(service);
    }

    public static void MapAttestryDefaults(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseAttestryHttp();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapAttestryHealth();
        app.MapAttestryMetrics();
        app.MapAttestryDescription();
    }
}
