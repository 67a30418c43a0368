using Attestry.Contracts.Documents;
using Attestry.Tpm.Protocol;

namespace Attestry.MeasurementCollector.Submission;

/// <summary>What a host is told of its evidence.</summary>
internal sealed class EvidenceStatuses(CollectorOptions options, TimeProvider time)
{
    public EvidenceStatus Of(HostEvidenceDocument evidence, HostDocument host)
    {
        // What a list goes on with is wanted as soon as it may come.
        var next = (host.LastAttemptAt ?? time.GetUtcNow()) + (evidence.More ? options.MinimumInterval : options.Interval);
        return new(
            evidence.Id,
            HostProtocol.StatusPath(host.Id, evidence.Id),
            Enum.Parse<EvidenceProgress>(evidence.Progress, ignoreCase: true),
            host.State,
            [.. evidence.Findings.Select(one => new EvidenceFinding(one.Id, one.Severity.ToString().ToLowerInvariant(), one.Message, one.Location))],
            next);
    }
}
