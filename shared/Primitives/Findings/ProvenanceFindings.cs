namespace Attestry.Primitives.Findings;

/// <summary>Ids of what is wrong with the provenance of an artifact.</summary>
public static class ProvenanceFindings
{
    /// <summary>Nothing says how the artifact was built.</summary>
    public const string Missing = "provenance.missing";

    /// <summary>It cannot be read as the predicate that it says it is.</summary>
    public const string Malformed = "provenance.malformed";

    /// <summary>It is not by a signer whom the repository trusts, or not about the artifact.</summary>
    public const string Untrusted = "provenance.untrusted";

    /// <summary>No configured builder has its builder id and signer: nothing is known of how well that platform guards its builds.</summary>
    public const string BuilderUntrusted = "provenance.builder-untrusted";

    /// <summary>It names another builder than the certificate that signed it.</summary>
    public const string BuilderMismatch = "provenance.builder-mismatch";

    /// <summary>It names another source repository than the certificate that signed it, or none.</summary>
    public const string SourceMismatch = "provenance.source-mismatch";

    /// <summary>It names another commit than the certificate that signed it, or none.</summary>
    public const string CommitMismatch = "provenance.commit-mismatch";

    /// <summary>It names another branch or tag than the certificate that signed it.</summary>
    public const string RefMismatch = "provenance.ref-mismatch";

    /// <summary>It names another run of the build than the certificate that signed it.</summary>
    public const string RunMismatch = "provenance.run-mismatch";

    /// <summary>The build ran on a machine of its owner's, which caps its level.</summary>
    public const string SelfHosted = "provenance.self-hosted";
}
