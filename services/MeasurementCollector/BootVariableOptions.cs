using System.ComponentModel.DataAnnotations;

namespace Attestry.MeasurementCollector;

/// <summary>A variable of shim.</summary>
public sealed record BootVariableOptions
{
    /// <summary><c>MokList</c>, <c>MokListX</c>, <c>MokListTrusted</c>, <c>SbatLevel</c>.</summary>
    [Required(ErrorMessage = "is missing.")]
    public string Name { get; init; } = "";

    /// <summary>That it may have.</summary>
    public IReadOnlyList<string> Digests { get; init; } = [];
}
