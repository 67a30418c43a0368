using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Attestry.Hosting.Telemetry;

/// <summary>Sends the process's activities and meters to a collector from start to stop, and what is buffered at the end.</summary>
internal sealed class OtlpExport(string service, TelemetryOptions options) : IHostedService, IDisposable
{
    /// <summary>The sources and meters of the runtime, the bus and our own.</summary>
    private static readonly string[] Names = ["Microsoft.AspNetCore*", "System.Net.Http", "System.Runtime", "MassTransit", "Attestry.*"];

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The variables come last: OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES are the operator's word.
        var resource = ResourceBuilder.CreateEmpty()
            .AddService(service, serviceNamespace: "attestry", serviceVersion: typeof(OtlpExport).Assembly.GetName().Version?.ToString(3))
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(Names)
            .AddOtlpExporter(exporter => Configure(exporter, "v1/traces"))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Names)
            .AddOtlpExporter((exporter, reader) =>
            {
                Configure(exporter, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = options.MetricsEverySeconds * 1000;
            })
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private void Configure(OtlpExporterOptions exporter, string path)
    {
        if (options.OtlpEndpoint is null)
            return;
        var http = options.OtlpProtocol == "http/protobuf";
        exporter.Protocol = http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        // OTLP specification, endpoint URLs: the signal's path goes below a base address, but the exporter takes what is set in code as it is.
        exporter.Endpoint = http ? new Uri($"{options.OtlpEndpoint.TrimEnd('/')}/{path}") : new Uri(options.OtlpEndpoint);
    }
}
