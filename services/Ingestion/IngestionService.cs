using Attestry.Hosting.Options;
using Attestry.Ingestion.Pushes;
using Attestry.Ingestion.Reconciliation;
using Attestry.Ingestion.Resolution;
using Attestry.Ingestion.Webhooks;
using Attestry.Oci.Registries;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Attestry.Ingestion;

/// <summary>Webhooks in; artifacts and referrers, resolved and verified at their registries, out.</summary>
public static class IngestionService
{
    public static void AddIngestion(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<IngestionOptions>("Ingestion");
        var services = builder.Services;
        var registries = builder.AddValidatedOptions<RegistriesOptions>("Oci");
        // Several services in one process share its connections.
        services.TryAddSingleton(provider => new RegistryDirectory(registries, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IngestionMetrics>();
        services.AddSingleton<WebhookSources>();
        services.AddSingleton<WebhookReceiver>();
        services.AddSingleton<WebhookIntake>();
        services.AddSingleton<WebhookHandshake>();
        services.AddSingleton<PushJournal>();
        services.AddSingleton<PushAnnouncer>();
        services.AddSingleton<ArtifactJournal>();
        services.AddSingleton<ArtifactAnnouncer>();
        services.AddSingleton<TagWatch>();
        services.AddSingleton<PushResolver>();
        services.AddSingleton<ReconcilerIntake>();
        services.AddSingleton<RepositoryReconciler>();
        services.AddHostedService<AnnouncePass>();
        services.AddHostedService<Reconciler>();
        services.RegisterConsumer<ResolvePushConsumer, ResolvePushConsumerDefinition>();
    }

    public static void MapIngestion(this WebApplication app)
    {
        // Made now: keys that cannot be read stop the boot.
        _ = app.Services.GetRequiredService<WebhookSources>();
        app.MapWebhooks();
    }
}
