namespace Attestry.Contracts.Evidence;

/// <summary>Every signature that was found for an artifact, good or bad.</summary>
public sealed record SignaturesEvidence(IReadOnlyList<FoundSignature> Signatures)
{
    /// <summary>What else is stated about it; none of these signs it.</summary>
    public IReadOnlyList<FoundAttestation> Attestations { get; init; } = [];
}
