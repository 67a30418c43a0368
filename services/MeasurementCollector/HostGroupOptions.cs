using System.ComponentModel.DataAnnotations;

namespace Attestry.MeasurementCollector;

/// <summary>Hosts whose evidence must hold something else than that of the others.</summary>
public sealed record HostGroupOptions
{
    /// <summary>For people.</summary>
    [Required(ErrorMessage = "is missing.")]
    public string Name { get; init; } = "";

    /// <summary>Ids of hosts, with <c>*</c> for any run of characters and <c>?</c> for one.</summary>
    [MinLength(1, ErrorMessage = "names no host.")]
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Instead of what is demanded of all.</summary>
    public EvidenceOptions Evidence { get; init; } = new();
}
