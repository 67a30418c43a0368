namespace Attestry.Tpm.Protocol;

/// <summary>How far an evidence is.</summary>
public enum EvidenceProgress
{
    /// <summary>Stored, and on its way to be verified.</summary>
    Accepted = 0,

    /// <summary>Verified and found sound.</summary>
    Passed,

    /// <summary>Verified and refused; the findings say why.</summary>
    Failed,
}
