using Attestry.Contracts;
using Attestry.Contracts.Messages;
using Attestry.SbomScanner.Attached;
using MassTransit;

namespace Attestry.SbomScanner.Consumers;

/// <summary>Somebody judged who signed an artifact, and with that whose SBOMs and VEX documents count.</summary>
internal sealed class ApplyAttachedConsumer(AttachedPass pass) : IConsumer<EvidenceRecorded>
{
    public async Task Consume(ConsumeContext<EvidenceRecorded> context)
    {
        if (context.Message.Kind != EvidenceKinds.Signatures)
            return;
        foreach (var recorded in await pass.RunAsync(context.Message.Artifact, context.CancellationToken))
            await context.Publish(recorded, context.CancellationToken);
    }
}
