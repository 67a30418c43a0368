namespace Attestry.Contracts.Evidence;

/// <summary>Every statement about how an artifact was built, good or bad.</summary>
/// <param name="BuildLevel">The highest SLSA build level of those that are trusted; 0 when none is.</param>
public sealed record ProvenanceEvidence(int BuildLevel, IReadOnlyList<FoundProvenance> Provenances);
