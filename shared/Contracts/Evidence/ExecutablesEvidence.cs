namespace Attestry.Contracts.Evidence;

/// <summary>Every program and shared object of an artifact by digest, so that what hosts measure can be joined to it; of an index, one entry for each platform image.</summary>
public sealed record ExecutablesEvidence(IReadOnlyList<PlatformExecutables> Platforms);
