using System.ComponentModel.DataAnnotations;

namespace Attestry.Hosting.Metrics;

/// <summary>Section <c>Metrics</c>: what <c>/metrics</c> shows, and to whom.</summary>
public sealed record MetricsOptions
{
    /// <summary>
    /// <c>loopback</c>: connections from this machine that no proxy forwarded, and keys with the role auditor;
    /// <c>auditor</c>: such keys only; <c>open</c>: everybody who reaches the port.
    /// </summary>
    [RegularExpression("loopback|auditor|open", ErrorMessage = "must be loopback, auditor or open.")]
    public string Access { get; init; } = "loopback";

    /// <summary>Label combinations that one instrument may have; what comes after them is counted together in one series.</summary>
    [Range(1, 100_000, ErrorMessage = "must be 1 to 100000.")]
    public int SeriesPerInstrument { get; init; } = 1000;
}
