using Attestry.Contracts.Messages;
using Attestry.SignatureVerifier.Verification;
using MassTransit;

namespace Attestry.SignatureVerifier.Consumers;

/// <summary>Looks again when something that may have been a signature is gone, so that no pass outlives it.</summary>
internal sealed class VerifyRemovedReferrerConsumer(SignatureCheck check) : IConsumer<ReferrerRemoved>
{
    public async Task Consume(ConsumeContext<ReferrerRemoved> context)
    {
        if (await check.RunAsync(context.Message.Subject, context.CancellationToken) is { } result)
            await context.AnnounceAsync(result, withChildren: true);
    }
}
