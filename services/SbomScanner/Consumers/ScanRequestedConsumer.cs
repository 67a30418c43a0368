using Attestry.Contracts;
using Attestry.Contracts.Messages;
using Attestry.SbomScanner.Scanning;
using Attestry.SbomScanner.Vulnerabilities;
using MassTransit;

namespace Attestry.SbomScanner.Consumers;

/// <summary>Scans again when a decision waits for what a scan gives; known layers make that cheap.</summary>
internal sealed class ScanRequestedConsumer(ArtifactCheck check, VulnerabilityCheck vulnerabilities) : IConsumer<EvidenceRequested>
{
    public async Task Consume(ConsumeContext<EvidenceRequested> context)
    {
        if (context.Message.Kind == EvidenceKinds.Vulnerabilities)
        {
            await JudgeAsync(context);
            return;
        }
        if (context.Message.Kind is not (EvidenceKinds.Sbom or EvidenceKinds.Hygiene or EvidenceKinds.Executables))
            return;
        foreach (var recorded in await check.RunAsync(context.Message.Artifact, context.CancellationToken))
            await context.Publish(recorded, context.CancellationToken);
    }

    private async Task JudgeAsync(ConsumeContext<EvidenceRequested> context)
    {
        var judged = await vulnerabilities.RunAsync(context.Message.Artifact, context.CancellationToken);
        // Without packages to judge the scan comes first; it asks for the judgement itself.
        var recorded = judged switch
        {
            { Evidence: { } evidence } => [new(evidence.Artifact, evidence.Kind, evidence.Producer, evidence.Content, evidence.Verdict)],
            { NeedsScan: true } => await check.RunAsync(context.Message.Artifact, context.CancellationToken),
            _ => (IReadOnlyList<EvidenceRecorded>)[],
        };
        foreach (var one in recorded)
            await context.Publish(one, context.CancellationToken);
    }
}
