namespace Attestry.HostAgent.Checks;

internal enum CheckState
{
    /// <summary>It is needed and not there.</summary>
    Missing = 0,

    /// <summary>The host can be attested without it, but less is known of it then.</summary>
    Absent,

    Present,
}
