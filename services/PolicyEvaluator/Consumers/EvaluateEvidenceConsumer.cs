using Attestry.Contracts.Messages;
using Attestry.PolicyEvaluator.Decisions;
using MassTransit;

namespace Attestry.PolicyEvaluator.Consumers;

/// <summary>New evidence of an artifact, early or late: it is judged with all that is stored now.</summary>
public sealed class EvaluateEvidenceConsumer(Evaluator evaluator) : IConsumer<EvidenceRecorded>
{
    public Task Consume(ConsumeContext<EvidenceRecorded> context) =>
        evaluator.EvaluateAsync(context.Message.Artifact, context, context.CancellationToken);
}
