using Attestry.Hosting.Options;
using Attestry.StatusApi.Attestations;
using Attestry.StatusApi.Evidence;
using Attestry.PolicyInputs;
using Attestry.StatusApi.Exceptions;
using Attestry.StatusApi.Keys;
using Attestry.StatusApi.PolicyInputs;
using Attestry.StatusApi.Statuses;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Attestry.StatusApi;

/// <summary>Answers runtimes and auditors, and takes the exceptions of administrators. It decides nothing.</summary>
public static class StatusApiService
{
    public static void AddStatusApi(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<StatusOptions>("Status");
        builder.Services
            .AddSingleton<ArtifactFinder>()
            .AddSingleton<StatusReader>()
            .AddSingleton<EvidenceFinder>()
            .AddSingleton<PolicyInputLister>();
        // Composed with the policy evaluator, both read with the same.
        builder.Services.TryAddSingleton<PolicyInputReader>();
        builder.Services.TryAddSingleton<ExceptionReader>();
    }

    public static void MapStatusApi(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapStatuses();
        app.MapAttestations();
        app.MapEvidence();
        app.MapKeys();
        app.MapExceptions();
        app.MapPolicyInputs();
    }
}
