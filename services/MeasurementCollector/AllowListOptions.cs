using System.ComponentModel.DataAnnotations;

namespace Attestry.MeasurementCollector;

/// <summary>A file of what hosts may run beside attested images.</summary>
public sealed record AllowListOptions
{
    [Required(ErrorMessage = "is missing.")]
    public string Path { get; init; } = "";

    /// <summary><c>keylime</c>: an IMA runtime policy of version 1; <c>digests</c>: lines of digest and path.</summary>
    [RegularExpression("keylime|digests", ErrorMessage = "must be keylime or digests.")]
    public string Format { get; init; } = "keylime";
}
