using Attestry.Contracts.Documents;
using Attestry.Primitives.Limits;

namespace Attestry.MeasurementCollector.Submission;

/// <summary>How much evidence of one host is taken in an hour: what it sends is verified, signed and kept, whatever it is.</summary>
internal static class EvidenceBudget
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <returns>With this evidence; null when it is too much.</returns>
    public static HostBudget? Spend(HostBudget? before, long bytes, CollectorOptions options, DateTimeOffset now)
    {
        var budget = before is null || now - before.Since >= Hour ? new(now, 0, 0) : before;
        var evidences = HostLimits.HourEvidences + (2 * Math.Min((long)(Hour / options.Interval), int.MaxValue / 4));
        return budget.Evidences < evidences && budget.Bytes + bytes <= HostLimits.HourBytes ? budget with { Evidences = budget.Evidences + 1, Bytes = budget.Bytes + bytes } : null;
    }

    /// <summary>Until the next hour begins.</summary>
    public static TimeSpan Wait(HostBudget budget, DateTimeOffset now) => budget.Since + Hour - now;
}
