using System.ComponentModel.DataAnnotations;

namespace Attestry.MeasurementCollector;

/// <summary>Values that a PCR may have.</summary>
public sealed record ReferenceOptions
{
    public string Bank { get; init; } = "sha256";

    [Range(0, 23, ErrorMessage = "must be 0 to 23.")]
    public int Pcr { get; init; }

    /// <summary>In hexadecimal.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}
