using Attestry.Contracts.Messages;
using MassTransit;

namespace Attestry.PolicyEvaluator.Publishing;

/// <summary>A decision was signed: it is pushed where others look for it.</summary>
public sealed class PublishDecisionConsumer(DecisionPublisher publisher) : IConsumer<AttestationIssued>
{
    public Task Consume(ConsumeContext<AttestationIssued> context) =>
        publisher.PublishAsync(context.Message.Attestation, context.CancellationToken);
}
