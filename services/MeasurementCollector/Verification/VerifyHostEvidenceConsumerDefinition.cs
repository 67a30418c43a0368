using System.Text;
using Attestry.Contracts.Messages;
using MassTransit;

namespace Attestry.MeasurementCollector.Verification;

internal sealed class VerifyHostEvidenceConsumerDefinition : ConsumerDefinition<VerifyHostEvidenceConsumer>
{
    public VerifyHostEvidenceConsumerDefinition() => EndpointName = "measurement-collector.host-evidence-submitted";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<VerifyHostEvidenceConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.UseMessageRetry(Retries.Configure);
        consumerConfigurator.Message<HostEvidenceSubmitted>(message =>
            message.UsePartitioner(Retries.Partitions, consume => consume.Message.Host, Encoding.UTF8));
    }
}
