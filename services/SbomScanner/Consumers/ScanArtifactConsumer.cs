using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.SbomScanner.Scanning;
using MassTransit;

namespace Attestry.SbomScanner.Consumers;

/// <summary>Scans what was pushed.</summary>
internal sealed class ScanArtifactConsumer(ArtifactCheck check) : IConsumer<ArtifactResolved>
{
    public async Task Consume(ConsumeContext<ArtifactResolved> context)
    {
        if (context.Message.Kind is not (ArtifactKind.Image or ArtifactKind.Index))
            return;
        foreach (var recorded in await check.RunAsync(context.Message.Artifact, context.CancellationToken))
            await context.Publish(recorded, context.CancellationToken);
    }
}
