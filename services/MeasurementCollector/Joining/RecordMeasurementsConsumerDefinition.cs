using System.Text;
using Attestry.Contracts.Messages;
using MassTransit;

namespace Attestry.MeasurementCollector.Joining;

internal sealed class RecordMeasurementsConsumerDefinition : ConsumerDefinition<RecordMeasurementsConsumer>
{
    public RecordMeasurementsConsumerDefinition() => EndpointName = "measurement-collector.host-state-changed";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<RecordMeasurementsConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.UseMessageRetry(Retries.Configure);
        consumerConfigurator.Message<HostStateChanged>(message => message.UsePartitioner(Retries.Partitions, consume => consume.Message.Host, Encoding.UTF8));
    }
}
