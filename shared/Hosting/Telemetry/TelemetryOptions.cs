using System.ComponentModel.DataAnnotations;

namespace Attestry.Hosting.Telemetry;

/// <summary>Section <c>Telemetry</c>: traces and metrics over OTLP. The standard <c>OTEL_*</c> variables hold too.</summary>
public sealed record TelemetryOptions : IValidatableObject
{
    /// <summary>A collector's base address, <c>http://collector:4317</c>. Nothing is sent while neither this nor <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
    public string? OtlpEndpoint { get; init; }

    /// <summary><c>grpc</c> or <c>http/protobuf</c> (below the address, at <c>v1/traces</c> and <c>v1/metrics</c>).</summary>
    [RegularExpression("grpc|http/protobuf", ErrorMessage = "must be grpc or http/protobuf.")]
    public string OtlpProtocol { get; init; } = "grpc";

    /// <summary>Seconds between two exports of metrics.</summary>
    [Range(1, 3600, ErrorMessage = "must be 1 to 3600.")]
    public int MetricsEverySeconds { get; init; } = 60;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OtlpEndpoint is not null && !(Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            yield return new("must be an http or https address.", [nameof(OtlpEndpoint)]);
    }
}
