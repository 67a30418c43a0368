using Attestry.Contracts.Messages;
using Attestry.Evidence.Vulnerabilities;
using Attestry.SbomScanner.Scanning;
using MassTransit;

namespace Attestry.SbomScanner.Vulnerabilities;

/// <summary>Judges those artifacts anew that hold something of which more is known now; what comes out the same is not announced.</summary>
internal sealed class RejudgePass(AdvisoryStore advisories, PackageIndex packages, VulnerabilityCheck check, ScannerMetrics metrics, IBus bus)
{
    /// <summary>After a change of the advisories. Dying amid it loses nothing: the changes stay until all is judged.</summary>
    /// <returns>How many artifacts were judged.</returns>
    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (advisories.File is not { } file || file.Pending() is not { Packages.Count: > 0 } changes)
            return 0;
        var artifacts = await packages.FindArtifactsAsync(changes.Packages.Select(package => PackageKeys.Of(package)), cancellation);
        await JudgeAsync(artifacts, cancellation);
        file.Done(changes);
        return artifacts.Count;
    }

    internal async Task JudgeAsync(IReadOnlyCollection<string> artifacts, CancellationToken cancellation)
    {
        foreach (var artifact in artifacts)
        {
            var judged = await check.RunAsync(artifact, cancellation);
            metrics.Judged(judged.Changed);
            if (judged is { Changed: true, Evidence: { } evidence })
                await bus.Publish(new EvidenceRecorded(evidence.Artifact, evidence.Kind, evidence.Producer, evidence.Content, evidence.Verdict), cancellation);
        }
    }
}
