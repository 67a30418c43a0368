using Attestry.Hosting.Background;
using Attestry.Oci.Registries;
using Attestry.Oci;
using Attestry.Primitives;

namespace Attestry.Ingestion.Reconciliation;

/// <summary>
/// Compares the configured repositories with what is known, on a schedule: registries drop webhooks, and a signature that
/// is gone is often not told at all.
/// </summary>
internal sealed class Reconciler(
    RegistryDirectory registries,
    RepositoryReconciler repositories,
    IngestionOptions options,
    TimeProvider time,
    ILogger<Reconciler> logger) : PeriodicService(options.Reconcile.FirstDelay, options.Reconcile.Interval, time, logger)
{
    protected override Task TurnAsync(CancellationToken cancellation) =>
        options.Reconcile.Enabled
            ? Parallel.ForEachAsync(registries.Registries.Where(r => r.Repositories.Count > 0), cancellation, async (registry, token) => await ReconcileAsync(registry, token))
            : Task.CompletedTask;

    private async Task ReconcileAsync(RegistryOptions registry, CancellationToken cancellation)
    {
        var pace = new Pace(options.Reconcile.RequestsPerSecond, Time);
        try
        {
            await foreach (var repository in RepositoriesAsync(registry, cancellation))
            {
                try
                {
                    await repositories.ReconcileAsync(registry.Host, repository, pace, cancellation);
                }
                catch (Exception e) when (e is HttpRequestException or IOException or OciException)
                {
                    // One repository that cannot be read does not keep the others from being looked at.
                    logger.LogWarning(e, "{Registry}/{Repository} could not be reconciled", registry.Host, repository);
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OciException)
        {
            logger.LogWarning(e, "The repositories of {Registry} could not be listed", registry.Host);
        }
    }

    /// <summary>Those that are named outright, and where a pattern has a wildcard those of the registry's catalog that match.</summary>
    private async IAsyncEnumerable<string> RepositoriesAsync(RegistryOptions registry, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var wild = registry.Repositories.Where(p => p.Contains('*')).ToList();
        var named = registry.Repositories.Except(wild).Select(p => p[(p.IndexOf('/') + 1)..]).ToHashSet(StringComparer.Ordinal);
        foreach (var name in named)
            yield return name;
        if (wild.Count == 0)
            yield break;
        var left = options.Reconcile.MostRepositories;
        await foreach (var name in registries.Client(registry.Host).ListRepositoriesAsync(cancellation))
        {
            if (left-- == 0)
                yield break;
            if (!named.Contains(name) && wild.Exists(pattern => RepositoryPattern.Matches(pattern, $"{registry.Host}/{name}")))
                yield return name;
        }
    }
}
