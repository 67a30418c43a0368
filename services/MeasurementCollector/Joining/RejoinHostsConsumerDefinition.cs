using System.Text;
using Attestry.Contracts.Messages;
using MassTransit;

namespace Attestry.MeasurementCollector.Joining;

internal sealed class RejoinHostsConsumerDefinition : ConsumerDefinition<RejoinHostsConsumer>
{
    public RejoinHostsConsumerDefinition() => EndpointName = "measurement-collector.attestation-issued";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<RejoinHostsConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.UseMessageRetry(Retries.Configure);
        consumerConfigurator.Message<AttestationIssued>(message => message.UsePartitioner(Retries.Partitions, consume => consume.Message.Artifact, Encoding.UTF8));
    }
}
