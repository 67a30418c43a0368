namespace Attestry.Primitives.Findings;

/// <summary>Ids of what keeps a piece of evidence from being judged at all.</summary>
public static class EvidenceFindings
{
    /// <summary>The policy requires it and it did not come before the deadline.</summary>
    public const string Missing = "evidence.missing";

    /// <summary>It is recorded, but its content is gone, damaged or not of the shape its kind has.</summary>
    public const string Unreadable = "evidence.unreadable";

    /// <summary>The check was not carried out.</summary>
    public const string NotEvaluated = "evidence.not-evaluated";

    /// <summary>The check failed; its own findings say why.</summary>
    public const string Failed = "evidence.failed";

    /// <summary>It says nothing about one of the images that it must cover.</summary>
    public const string PlatformMissing = "evidence.platform-missing";
}
