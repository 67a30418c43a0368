namespace Attestry.Contracts.Evidence;

/// <summary>On which hosts an artifact was measured, in ordinal order of their ids.</summary>
/// <param name="More">Hosts beyond those that are listed.</param>
public sealed record MeasurementEvidence(IReadOnlyList<MeasuredHost> Hosts, long More);
