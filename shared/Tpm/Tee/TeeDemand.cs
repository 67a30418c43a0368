namespace Attestry.Tpm.Tee;

/// <summary>Whether hosts are asked for a report of their confidential machine.</summary>
public enum TeeDemand
{
    /// <summary>No; what comes unasked says nothing.</summary>
    Off = 0,

    /// <summary>Of those that say they can make one, and from then on always.</summary>
    WhenPresent,

    /// <summary>Of all: a host without one fails.</summary>
    Required,
}
