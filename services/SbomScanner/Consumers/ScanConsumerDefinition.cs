using MassTransit;

namespace Attestry.SbomScanner.Consumers;

/// <summary>What the consumers of this service share: bad images are a result, so whatever throws is a fault that may pass.</summary>
internal abstract class ScanConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    protected ScanConsumerDefinition(string endpoint)
    {
        EndpointName = endpoint;
        // Most of a scan of small layers is waiting, for the registry and the store; what takes memory has a limit of its own (LayerTurns).
        ConcurrentMessageLimit = 8;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<TConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.UseMessageRetry(retry =>
            retry.Exponential(5, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1)));
}
