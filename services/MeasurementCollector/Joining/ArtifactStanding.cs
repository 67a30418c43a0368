using Attestry.Primitives.Findings;

namespace Attestry.MeasurementCollector.Joining;

/// <summary>How one artifact stands on one host.</summary>
internal sealed class ArtifactStanding
{
    /// <summary>Measured files that are known from it.</summary>
    public int Files { get; set; }

    /// <summary>A container runs it now, as the host says.</summary>
    public bool IsReported { get; set; }

    public List<Finding> Findings { get; } = [];
}
