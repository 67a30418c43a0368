using System.Text;
using Attestry.Contracts.Messages;
using MassTransit;

namespace Attestry.PolicyEvaluator.Consumers;

internal sealed class EvaluateArtifactConsumerDefinition : ConsumerDefinition<EvaluateArtifactConsumer>
{
    public EvaluateArtifactConsumerDefinition() => EndpointName = "policy-evaluator.artifact-resolved";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<EvaluateArtifactConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.UseMessageRetry(Retries.Configure);
        consumerConfigurator.Message<ArtifactResolved>(message =>
            message.UsePartitioner(Retries.Partitions, consume => consume.Message.Artifact, Encoding.UTF8));
    }
}
