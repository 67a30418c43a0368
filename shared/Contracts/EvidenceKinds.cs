namespace Attestry.Contracts;

/// <summary>The kinds of evidence that decisions rest on.</summary>
public static class EvidenceKinds
{
    /// <summary>Content: <see cref="Evidence.SbomEvidence"/>.</summary>
    public const string Sbom = "sbom";

    public const string Vulnerabilities = "vulnerabilities";

    /// <summary>Content: <see cref="Evidence.HygieneEvidence"/>.</summary>
    public const string Hygiene = "hygiene";

    /// <summary>Content: <see cref="Evidence.SignaturesEvidence"/>.</summary>
    public const string Signatures = "signatures";

    public const string Provenance = "provenance";

    /// <summary>Content: <see cref="Evidence.MeasurementEvidence"/>.</summary>
    public const string Measurement = "measurement";

    /// <summary>Content: <see cref="Evidence.ExecutablesEvidence"/>.</summary>
    public const string Executables = "executables";
}
