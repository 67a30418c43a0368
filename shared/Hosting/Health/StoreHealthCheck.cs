using Attestry.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Attestry.Hosting.Health;

/// <summary>The document store answers a read.</summary>
internal sealed class StoreHealthCheck(IDocumentStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await store.CheckAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
