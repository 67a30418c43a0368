using Attestry.Tpm.History;

namespace Attestry.MeasurementCollector.History;

/// <summary>What came to pass with a host.</summary>
/// <param name="Name">As of <see cref="HostRecord.Act"/>.</param>
/// <param name="By">Id of the API key of who did it.</param>
internal sealed record HostAct(string Name, string? By)
{
    public RecordedQuote? Quote { get; init; }
}
