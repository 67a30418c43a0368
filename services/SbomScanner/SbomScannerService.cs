using Attestry.Advisories;
using Attestry.Hosting.Options;
using Attestry.Oci.Registries;
using Attestry.Sbom.Scanning;
using Attestry.SbomScanner.Attached;
using Attestry.SbomScanner.Consumers;
using Attestry.SbomScanner.Scanning;
using Attestry.SbomScanner.Vulnerabilities;
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
        builder.Services.AddSingleton<BaseIndex>();
        builder.Services.AddSingleton<PackageIndex>();
        builder.Services.AddSingleton<EvidenceWriter>();
        builder.Services.AddSingleton<EvidenceSaver>();
        builder.Services.AddSingleton<AttachedDocuments>();
        builder.Services.AddSingleton<SbomComparisonCheck>();
        builder.Services.AddSingleton<AttachedPass>();
        builder.Services.AddSingleton<ArtifactCheck>();
        builder.Services.AddSingleton<ScannerMetrics>();
        builder.AddVulnerabilities();
        builder.Services.RegisterConsumer<ScanArtifactConsumer, ScanArtifactConsumerDefinition>();
        builder.Services.RegisterConsumer<ScanRequestedConsumer, ScanRequestedConsumerDefinition>();
        builder.Services.RegisterConsumer<ApplyAttachedConsumer, ApplyAttachedConsumerDefinition>();
    }

    private static void AddVulnerabilities(this WebApplicationBuilder builder)
    {
        var options = builder.AddValidatedOptions<VulnerabilityOptions>("Vulnerabilities");
        builder.Services.AddSingleton(new AdvisoryStore(options.Database is { } path ? AdvisoryFile.Open(path) : null));
        builder.Services.AddSingleton<VexStatements>();
        builder.Services.AddSingleton<VexSubjects>();
        builder.Services.AddSingleton<VulnerabilityCheck>();
        builder.Services.AddSingleton<RejudgePass>();
        builder.Services.AddSingleton<FreshnessPass>();
        if (options.Database is not null)
            builder.Services.AddHostedService<AdvisoryWorker>();
        builder.Services.RegisterConsumer<ApplyVexConsumer, ApplyVexConsumerDefinition>();
    }

    /// <summary>The service has no endpoints of its own.</summary>
    public static void MapSbomScanner(this WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
