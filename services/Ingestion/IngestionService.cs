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
        var options = builder.AddValidatedOptions<IngestionOptions>("Ingestion");
        var services = builder.Services;
        if (services.All(s => s.ServiceType != typeof(RegistryDirectory)))
        {
            builder.AddValidatedOptions<RegistriesOptions>("Oci");
            services.AddSingleton<RegistryDirectory>();
        }
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IngestionMetrics>();
        services.AddSingleton<WebhookSources>();
        services.AddSingleton<WebhookReceiver>();
        services.AddSingleton<WebhookIntake>();
        services.AddSingleton<WebhookHandshake>();
        services.AddSingleton<PushJournal>();
        services.AddSingleton<PushAnnouncer>();
        services.AddSingleton<ArtifactJournal>();
        services.AddSingleton<ArtifactAnnouncer>();
        services.AddSingleton<PushResolver>();
        services.AddSingleton<ReconcilerIntake>();
        services.AddSingleton<RepositoryReconciler>();
        services.AddHostedService<AnnouncePass>();
        services.AddHostedService<Reconciler>();
        services.RegisterConsumer<ResolvePushConsumer, ResolvePushConsumerDefinition>();
        // The host's own request log has whole paths, and some of them are secrets here.
        if (options.Sources.Any(source => source.Authentication.Kind == "path"))
            builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
    }

    public static void MapIngestion(this WebApplication app)
    {
        // Read now: a secret or key file that is not there stops the boot.
        _ = app.Services.GetRequiredService<WebhookSources>();
        app.MapWebhooks();
    }
}
