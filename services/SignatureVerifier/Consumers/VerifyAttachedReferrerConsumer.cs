using Attestry.Contracts.Messages;
using Attestry.SignatureVerifier.Verification;
using MassTransit;

namespace Attestry.SignatureVerifier.Consumers;

/// <summary>Looks again when something that may be a signature appeared.</summary>
internal sealed class VerifyAttachedReferrerConsumer(SignatureCheck check) : IConsumer<ReferrerAttached>
{
    public async Task Consume(ConsumeContext<ReferrerAttached> context)
    {
        if (await check.RunAsync(context.Message.Subject, context.CancellationToken) is { } result)
            await context.AnnounceAsync(result, withChildren: true);
    }
}
