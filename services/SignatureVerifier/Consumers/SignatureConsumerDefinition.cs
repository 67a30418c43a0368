using MassTransit;

namespace Attestry.SignatureVerifier.Consumers;

/// <summary>What the consumers of this service share: bad evidence is a result, so whatever throws is a fault that may pass.</summary>
internal abstract class SignatureConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    protected SignatureConsumerDefinition(string endpoint)
    {
        EndpointName = endpoint;
        // A look is a handful of requests to one registry; more of them at once only queue there.
        ConcurrentMessageLimit = 8;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<TConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.UseMessageRetry(retry =>
            retry.Exponential(5, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1)));
}
