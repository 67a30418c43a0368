using MassTransit;

namespace Attestry.PolicyEvaluator.Consumers;

/// <summary>Only faults of the store or the bus are thrown; both consumers meet the same ones.</summary>
internal static class Retries
{
    /// <summary>Artifacts evaluated at a time; messages about the same one wait for each other instead of colliding in the store.</summary>
    internal const int Partitions = 16;

    internal static void Configure(IRetryConfigurator retry) =>
        retry.Exponential(6, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15), TimeSpan.FromMilliseconds(400));
}
