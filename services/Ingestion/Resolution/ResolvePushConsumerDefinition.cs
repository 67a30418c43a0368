using MassTransit;

namespace Attestry.Ingestion.Resolution;

internal sealed class ResolvePushConsumerDefinition : ConsumerDefinition<ResolvePushConsumer>
{
    public ResolvePushConsumerDefinition(IngestionOptions options)
    {
        EndpointName = "ingestion.push-received";
        ConcurrentMessageLimit = options.Resolve.Concurrency;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<ResolvePushConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        // What is bad for good does not throw, so what throws is a registry or a store that is away. Short here: the
        // announcing pass comes back to the push with ever longer pauses.
        endpointConfigurator.UseMessageRetry(retry => retry.Exponential(3, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(500)));
}
