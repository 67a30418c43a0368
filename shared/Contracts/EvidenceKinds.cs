namespace Attestry.Contracts;

/// <summary>The kinds of evidence that decisions rest on.</summary>
public static class EvidenceKinds
{
    /// <summary>Content: <see cref="Evidence.SbomEvidence"/>.</summary>
    public const string Sbom = "sbom";

    /// <summary>Content: <see cref="Evidence.VulnerabilitiesEvidence"/>.</summary>
    public const string Vulnerabilities = "vulnerabilities";

    /// <summary>Content: <see cref="Evidence.HygieneEvidence"/>.</summary>
    public const string Hygiene = "hygiene";

    /// <summary>Content: <see cref="Evidence.SignaturesEvidence"/>.</summary>
    public const string Signatures = "signatures";

    /// <summary>Content: <see cref="Evidence.ProvenanceEvidence"/>.</summary>
    public const string Provenance = "provenance";

    /// <summary>Content: <see cref="Evidence.MeasurementEvidence"/>.</summary>
    public const string Measurement = "measurement";

    /// <summary>Content: <see cref="Evidence.ExecutablesEvidence"/>.</summary>
    public const string Executables = "executables";

    public static readonly IReadOnlyList<string> All = [Executables, Hygiene, Measurement, Provenance, Sbom, Signatures, Vulnerabilities];
}
