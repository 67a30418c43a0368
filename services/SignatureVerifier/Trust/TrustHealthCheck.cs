using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Attestry.SignatureVerifier.Trust;

/// <summary>Degraded while the newest trusted root cannot be had: its repository is away, expired or not to be believed. The one before it stays in force.</summary>
internal sealed class TrustHealthCheck(CurrentTrust trust) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        trust.Problem is { } problem
            ? HealthCheckResult.Degraded($"{problem} The trusted root before it stays in force.")
            : HealthCheckResult.Healthy());
}
