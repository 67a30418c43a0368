using Attestry.Contracts;
using Attestry.Contracts.Messages;
using Attestry.SbomScanner.Scanning;
using MassTransit;

namespace Attestry.SbomScanner.Consumers;

/// <summary>Scans again when a decision waits for what a scan gives; known layers make that cheap.</summary>
internal sealed class ScanRequestedConsumer(ArtifactCheck check) : IConsumer<EvidenceRequested>
{
    public async Task Consume(ConsumeContext<EvidenceRequested> context)
    {
        if (context.Message.Kind is not (EvidenceKinds.Sbom or EvidenceKinds.Hygiene or EvidenceKinds.Executables))
            return;
        foreach (var recorded in await check.RunAsync(context.Message.Artifact, context.CancellationToken))
            await context.Publish(recorded, context.CancellationToken);
    }
}
