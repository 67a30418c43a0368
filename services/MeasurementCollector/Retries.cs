using MassTransit;

namespace Attestry.MeasurementCollector;

/// <summary>Only faults of the store or the bus are thrown; all consumers meet the same ones.</summary>
internal static class Retries
{
    /// <summary>Hosts or artifacts at a time; messages about the same one wait for each other instead of colliding in the store.</summary>
    internal const int Partitions = 16;

    internal static void Configure(IRetryConfigurator retry) =>
        retry.Exponential(6, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15), TimeSpan.FromMilliseconds(400));
}
