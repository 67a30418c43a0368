using MassTransit;

namespace Attestry.PolicyEvaluator.Consumers;

internal sealed class NoteExceptionConsumerDefinition : ConsumerDefinition<NoteExceptionConsumer>
{
    public NoteExceptionConsumerDefinition()
    {
        EndpointName = "policy-evaluator.exception-changed";
        // Each may walk through all artifacts; side by side they would walk the same ones.
        ConcurrentMessageLimit = 1;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<NoteExceptionConsumer> consumerConfigurator,
        IRegistrationContext context) => endpointConfigurator.UseMessageRetry(Retries.Configure);
}
