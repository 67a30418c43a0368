using System.ComponentModel.DataAnnotations;

namespace Attestry.MeasurementCollector;

/// <summary>The values that a runtime register of TDX may have.</summary>
public sealed record RegisterOptions
{
    [Range(0, 3, ErrorMessage = "must be 0 to 3.")]
    public int Index { get; init; }

    /// <summary>SHA-384 in hexadecimal.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}
