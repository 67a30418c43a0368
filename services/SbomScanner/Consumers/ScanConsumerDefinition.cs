using MassTransit;

namespace Attestry.SbomScanner.Consumers;

/// <summary>What the consumers of this service share: bad images are a result, so whatever throws is a fault that may pass.</summary>
internal abstract class ScanConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    protected ScanConsumerDefinition(string endpoint)
    {
        EndpointName = endpoint;
        // Each scan reads two layers at once; more of them only take memory from one another.
        ConcurrentMessageLimit = 2;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<TConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.UseMessageRetry(retry =>
            retry.Exponential(5, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1)));
}
