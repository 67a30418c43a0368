using Attestry.Hosting.Options;
using Attestry.StatusApi.Attestations;
using Attestry.StatusApi.Evidence;
using Attestry.StatusApi.Keys;
using Attestry.StatusApi.Statuses;

namespace Attestry.StatusApi;

/// <summary>Answers runtimes and auditors. It only reads, and decides nothing.</summary>
public static class StatusApiService
{
    public static void AddStatusApi(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<StatusOptions>("Status");
        builder.Services
            .AddSingleton<ArtifactFinder>()
            .AddSingleton<StatusReader>()
            .AddSingleton<EvidenceFinder>();
    }

    public static void MapStatusApi(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapStatuses();
        app.MapAttestations();
        app.MapEvidence();
        app.MapKeys();
    }
}
