namespace Attestry.Vulnerabilities.Vex;

/// <summary>What a VEX statement says of a product and a vulnerability. The zero value says nothing, so nothing is lifted by default.</summary>
public enum VexStatus
{
    Unknown = 0,
    UnderInvestigation,
    Affected,
    Fixed,
    NotAffected,
}
