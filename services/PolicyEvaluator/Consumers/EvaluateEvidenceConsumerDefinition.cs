using System.Text;
using Attestry.Contracts.Messages;
using MassTransit;

namespace Attestry.PolicyEvaluator.Consumers;

internal sealed class EvaluateEvidenceConsumerDefinition : ConsumerDefinition<EvaluateEvidenceConsumer>
{
    public EvaluateEvidenceConsumerDefinition() => EndpointName = "policy-evaluator.evidence-recorded";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<EvaluateEvidenceConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.UseMessageRetry(Retries.Configure);
        consumerConfigurator.Message<EvidenceRecorded>(message =>
            message.UsePartitioner(Retries.Partitions, consume => consume.Message.Artifact, Encoding.UTF8));
    }
}
