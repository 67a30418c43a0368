using Attestry.Contracts.Messages;
using Attestry.SignatureVerifier.Verification;
using MassTransit;

namespace Attestry.SignatureVerifier.Consumers;

/// <summary>Looks for signatures of what was pushed; they may have come before it.</summary>
internal sealed class VerifyArtifactConsumer(SignatureCheck check) : IConsumer<ArtifactResolved>
{
    public async Task Consume(ConsumeContext<ArtifactResolved> context)
    {
        if (await check.RunAsync(context.Message.Artifact, context.CancellationToken) is { } result)
            await context.AnnounceAsync(result, withChildren: result.Inherits);
    }
}
