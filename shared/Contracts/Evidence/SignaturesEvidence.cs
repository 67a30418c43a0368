namespace Attestry.Contracts.Evidence;

/// <summary>Every signature that was found for an artifact, good or bad.</summary>
public sealed record SignaturesEvidence(IReadOnlyList<FoundSignature> Signatures);
