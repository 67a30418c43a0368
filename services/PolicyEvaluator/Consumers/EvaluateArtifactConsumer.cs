using Attestry.Contracts.Messages;
using Attestry.PolicyEvaluator.Decisions;
using MassTransit;

namespace Attestry.PolicyEvaluator.Consumers;

/// <summary>A new artifact: its deadline begins, and it is judged at once when its evidence was faster.</summary>
public sealed class EvaluateArtifactConsumer(Evaluator evaluator) : IConsumer<ArtifactResolved>
{
    public Task Consume(ConsumeContext<ArtifactResolved> context) =>
        evaluator.EvaluateAsync(context.Message.Artifact, context, context.CancellationToken);
}
