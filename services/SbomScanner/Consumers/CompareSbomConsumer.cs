using Attestry.Contracts.Messages;
using Attestry.Evidence;
using Attestry.SbomScanner.Scanning;
using MassTransit;

namespace Attestry.SbomScanner.Consumers;

/// <summary>Looks again when an SBOM was attached, to compare it with what is there; known layers make that cheap.</summary>
internal sealed class CompareSbomConsumer(ArtifactCheck check) : IConsumer<ReferrerAttached>
{
    public async Task Consume(ConsumeContext<ReferrerAttached> context)
    {
        if (!AttachedSboms.IsSbom(context.Message.ArtifactType))
            return;
        foreach (var recorded in await check.RunAsync(context.Message.Subject, context.CancellationToken))
            await context.Publish(recorded, context.CancellationToken);
    }
}
