namespace Attestry.Primitives.Findings;

/// <summary>Ids of disagreements between an artifact's bytes, what is signed, and the SBOMs about it.</summary>
public static class TriadFindings
{
    /// <summary>An SBOM is about another artifact, or is not the one that was attested or that the annotation names.</summary>
    public const string SbomMismatch = "triad.sbom-mismatch";

    /// <summary>An SBOM, or the annotation that holds or names one, cannot be read, so that nothing can be compared.</summary>
    public const string SbomMalformed = "triad.sbom-malformed";

    /// <summary>The bytes that the registry gives, or those that a trusted signer signed, are not the artifact's.</summary>
    public const string BinaryMismatch = "triad.binary-mismatch";
}
