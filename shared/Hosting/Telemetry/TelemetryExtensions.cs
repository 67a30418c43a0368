using Attestry.Hosting.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Attestry.Hosting.Telemetry;

internal static class TelemetryExtensions
{
    internal static void AddAttestryTelemetry(this IHostApplicationBuilder builder, string service)
    {
        var options = builder.AddValidatedOptions<TelemetryOptions>("Telemetry");
        if (options.OtlpEndpoint is not null || builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
            builder.Services.AddHostedService(_ => new OtlpExport(service, options));
    }
}
