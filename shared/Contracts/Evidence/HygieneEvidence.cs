namespace Attestry.Contracts.Evidence;

/// <summary>How an image is made; of an index, one entry for each platform image.</summary>
public sealed record HygieneEvidence(IReadOnlyList<PlatformHygiene> Platforms);
