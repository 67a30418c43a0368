using Attestry.Hosting.Options;
using Attestry.Registry.Content;
using Attestry.Registry.Notifications;
using Attestry.Registry.Protocol;
using Attestry.Registry.Uploads;
using Microsoft.AspNetCore.Mvc;

namespace Attestry.Registry;

/// <summary>An OCI registry (OCI Distribution Spec 1.1) in a folder, for evaluation and tests.</summary>
public static class RegistryService
{
    public static void AddRegistry(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<EmbeddedRegistryOptions>("Registry");
        builder.Services
            .AddSingleton<RegistryFolder>()
            .AddSingleton<ContentFiles>()
            .AddSingleton<RepositoryFiles>()
            .AddSingleton<UploadSessions>()
            .AddSingleton<NotificationQueues>()
            .AddSingleton<Notifier>()
            .AddSingleton<RegistryMetrics>()
            .AddSingleton<RegistryAccess>()
            .AddSingleton<UploadRequests>()
            .AddSingleton<BlobRequests>()
            .AddSingleton<ManifestRequests>()
            .AddSingleton<ListRequests>()
            .AddSingleton<DistributionEndpoint>()
            .AddHostedService<IdleUploadCleaner>()
            .AddHostedService<NotificationDispatcher>();
    }

    /// <summary>Maps <c>/v2/</c>. It decides itself who may (see <see cref="EmbeddedRegistryOptions"/>), so the roles of other services do not apply.</summary>
    public static IEndpointConventionBuilder MapRegistry(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        // Before anything is served: content whose last repository let go of it.
        app.Services.GetRequiredService<ContentFiles>().DeleteUnlinked();
        var endpoint = app.Services.GetRequiredService<DistributionEndpoint>();
        return app.MapMethods(DistributionEndpoint.Pattern, DistributionEndpoint.Methods, (HttpContext context, string? path) => endpoint.HandleAsync(context, path))
            .AllowAnonymous()
            // Blobs are larger than what other endpoints take; what reads a body here counts itself.
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .ExcludeFromDescription();
    }
}
