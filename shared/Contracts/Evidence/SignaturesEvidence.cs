namespace Attestry.Contracts.Evidence;

/// <summary>Every signature that was found for an artifact, good or bad.</summary>
public sealed record SignaturesEvidence(IReadOnlyList<FoundSignature> Signatures)
{
    /// <summary>What else is stated about it; none of these signs it.</summary>
    public IReadOnlyList<FoundAttestation> Attestations { get; init; } = [];

    /// <summary>The SBOMs that come with it, which must agree with each other and with what is signed (findings <c>triad.…</c>).</summary>
    public IReadOnlyList<FoundSbom> Sboms { get; init; } = [];

    /// <summary>The VEX documents that come with it; the statements of those that are trusted are applied to its vulnerabilities.</summary>
    public IReadOnlyList<FoundVexDocument> VexDocuments { get; init; } = [];
}
