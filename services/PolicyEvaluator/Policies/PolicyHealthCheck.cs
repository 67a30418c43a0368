using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Attestry.PolicyEvaluator.Policies;

/// <summary>
/// Degraded while a set's newest bundle cannot be used, with the reason: the one before it stays in force, or, where none ever
/// worked, everything that the set covers is denied. The service does its work either way, so it stays ready.
/// </summary>
internal sealed class PolicyHealthCheck(PolicyLoader loader) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var problems = loader.Problems;
        return Task.FromResult(problems.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(string.Join(' ', problems.Select(problem =>
                $"Policy set {problem.Set}: {problem.Reason} {(problem.Works ? "The bundle before it stays in force." : "No bundle of it works: what it covers is denied.")}"))));
    }
}
