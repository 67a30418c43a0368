using Attestry.Contracts;
using Attestry.Contracts.Messages;
using Attestry.SignatureVerifier.Verification;
using MassTransit;

namespace Attestry.SignatureVerifier.Consumers;

/// <summary>Looks again when a decision waits for the evidence, or when an index that lists the artifact changed its state.</summary>
internal sealed class VerifyRequestedConsumer(SignatureCheck check) : IConsumer<EvidenceRequested>
{
    public async Task Consume(ConsumeContext<EvidenceRequested> context)
    {
        if (context.Message.Kind is EvidenceKinds.Signatures or EvidenceKinds.Provenance
            && await check.RunAsync(context.Message.Artifact, context.CancellationToken) is { } result)
            await context.AnnounceAsync(result, withChildren: true);
    }
}
