using Attestry.Hosting.Options;
using Attestry.Oci.Registries;
using Attestry.Sbom.Scanning;
using Attestry.SbomScanner.Consumers;
using Attestry.SbomScanner.Scanning;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Attestry.SbomScanner;

/// <summary>Finds out what images hold and how they are made.</summary>
public static class SbomScannerService
{
    public static void AddSbomScanner(this WebApplicationBuilder builder)
    {
        var registries = builder.AddValidatedOptions<RegistriesOptions>("Oci");
        // Composed with other services, one directory of registries serves them all.
        builder.Services.TryAddSingleton(services => new RegistryDirectory(registries, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<ILayerCatalogCache, StoredLayerCatalogCache>();
        builder.Services.AddSingleton<ExecutableIndex>();
        builder.Services.AddSingleton<EvidenceWriter>();
        builder.Services.AddSingleton<ArtifactCheck>();
        builder.Services.AddSingleton<ScannerMetrics>();
        builder.Services.RegisterConsumer<ScanArtifactConsumer, ScanArtifactConsumerDefinition>();
        builder.Services.RegisterConsumer<ScanRequestedConsumer, ScanRequestedConsumerDefinition>();
    }

    /// <summary>The service has no endpoints of its own.</summary>
    public static void MapSbomScanner(this WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
