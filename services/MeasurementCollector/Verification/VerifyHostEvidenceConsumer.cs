using Attestry.Contracts.Messages;
using MassTransit;

namespace Attestry.MeasurementCollector.Verification;

/// <summary>Evidence that was taken in is judged; what was judged before is passed over.</summary>
internal sealed class VerifyHostEvidenceConsumer(EvidenceVerification verification) : IConsumer<HostEvidenceSubmitted>
{
    public Task Consume(ConsumeContext<HostEvidenceSubmitted> context) =>
        verification.VerifyAsync(context.Message.Evidence, context, context.CancellationToken);
}
