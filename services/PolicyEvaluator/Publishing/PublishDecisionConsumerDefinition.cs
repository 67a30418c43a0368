using Attestry.PolicyEvaluator.Consumers;
using MassTransit;

namespace Attestry.PolicyEvaluator.Publishing;

internal sealed class PublishDecisionConsumerDefinition : ConsumerDefinition<PublishDecisionConsumer>
{
    public PublishDecisionConsumerDefinition()
    {
        EndpointName = "policy-evaluator.attestation-issued";
        // A push is a handful of requests to one registry; more of them at once only queue there.
        ConcurrentMessageLimit = 4;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<PublishDecisionConsumer> consumerConfigurator,
        IRegistrationContext context) => endpointConfigurator.UseMessageRetry(Retries.Configure);
}
