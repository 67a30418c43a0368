using Attestry.Hosting.Health;
using Attestry.Hosting.Options;
using Attestry.Storage;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Attestry.Hosting.Bus;

internal static class BusExtensions
{
    // A consumer that holds a message may finish it; the broker gives what is not finished by then to another replica.
    private static readonly TimeSpan ConsumerGrace = TimeSpan.FromSeconds(25);

    // Kestrel drains, then the bus stops: together within what orchestrators grant before they kill (30 s), less a margin.
    private static readonly TimeSpan ShutdownGrace = TimeSpan.FromSeconds(28);

    /// <summary>
    /// One bus for the process. Services add their consumers with <c>Services.RegisterConsumer&lt;TConsumer, TDefinition&gt;()</c>,
    /// before or after this call. Queues are durable and publishing waits for the broker's confirmation; what a consumer
    /// gave up after its definition's retries lies in the queue <c>&lt;endpoint&gt;_error</c>.
    /// </summary>
    internal static void AddAttestryBus(this IHostApplicationBuilder builder, string service)
    {
        var options = builder.AddValidatedOptions<BusOptions>("Bus");
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownGrace);
        builder.Services.Configure<MassTransitHostOptions>(host =>
        {
            // In memory a message published before the endpoints are there would be lost; a broker may come up later
            // than the service, which then serves and says that it is not ready.
            host.WaitUntilStarted = options.Transport == "memory";
            host.StopTimeout = ConsumerGrace;
            host.ConsumerStopTimeout = ConsumerGrace;
        });
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.SetKebabCaseEndpointNameFormatter();
            bus.ConfigureHealthCheckOptions(health =>
            {
                health.Name = "bus";
                health.MinimalFailureStatus = HealthStatus.Unhealthy;
                health.Tags.Add(HealthExtensions.Ready);
            });
            if (options.Transport == "rabbitmq")
                bus.UsingRabbitMq((context, transport) =>
                {
                    transport.Host(new Uri(options.Connection!), service, host => Configure(host, new Uri(options.Connection!)));
                    Configure(context, transport, options, service);
                });
            else
                bus.UsingInMemory((context, transport) => Configure(context, transport, options, service));
        });
    }

    private static void Configure(IRabbitMqHostConfigurator host, Uri connection)
    {
        var user = connection.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            host.Username(Uri.UnescapeDataString(user[0]));
        if (user.Length == 2)
            host.Password(Uri.UnescapeDataString(user[1]));
        host.PublisherConfirmation = true;
    }

    private static void Configure<T>(IBusRegistrationContext context, IBusFactoryConfigurator<T> transport, BusOptions options, string service)
        where T : IReceiveEndpointConfigurator
    {
        transport.UseInstrumentation(serviceName: service);
        transport.PrefetchCount = options.Prefetch;
        transport.ConfigureJsonSerializerOptions(json =>
        {
            foreach (var converter in DocumentJson.Options.Converters)
                json.Converters.Add(converter);
            return json;
        });
        transport.ConfigureEndpoints(context);
    }
}
