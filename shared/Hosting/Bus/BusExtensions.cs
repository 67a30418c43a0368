using Attestry.Hosting.Options;
using Attestry.Storage;
using MassTransit;
using Microsoft.Extensions.Hosting;

namespace Attestry.Hosting.Bus;

internal static class BusExtensions
{
    /// <summary>
    /// One bus for the process. Services add their consumers with <c>Services.RegisterConsumer&lt;TConsumer, TDefinition&gt;()</c>,
    /// before or after this call.
    /// </summary>
    internal static void AddAttestryBus(this IHostApplicationBuilder builder)
    {
        var options = builder.AddValidatedOptions<BusOptions>("Bus");
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            if (options.Transport == "rabbitmq")
                bus.UsingRabbitMq((context, transport) =>
                {
                    transport.Host(new Uri(options.Connection ?? throw new OptionsException("Setting 'Bus:Connection' is missing; RabbitMQ needs amqp://user:password@host:5672/vhost.")));
                    Configure(context, transport);
                });
            else
                bus.UsingInMemory(Configure);
        });

        static void Configure<T>(IBusRegistrationContext context, IBusFactoryConfigurator<T> transport)
            where T : IReceiveEndpointConfigurator
        {
            transport.ConfigureJsonSerializerOptions(json =>
            {
                foreach (var converter in DocumentJson.Options.Converters)
                    json.Converters.Add(converter);
                return json;
            });
            transport.ConfigureEndpoints(context);
        }
    }
}
