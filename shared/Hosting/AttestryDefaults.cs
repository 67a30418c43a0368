using Attestry.Hosting.Bus;
using Attestry.Hosting.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Attestry.Hosting;

/// <summary>What every service has, whether it runs alone or inside Standalone.</summary>
public static class AttestryDefaults
{
    public static void AddAttestryDefaults(this WebApplicationBuilder builder, string service)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddAttestryStorage();
        builder.AddAttestryBus();
    }

    public static void MapAttestryDefaults(this WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
