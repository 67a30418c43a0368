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

    /// <summary>Verified as far as it goes: a part of a long measurement list, which only the last part proves. The next challenge asks for more.</summary>
    Partial,
}
