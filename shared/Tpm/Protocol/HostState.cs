namespace Attestry.Tpm.Protocol;

/// <summary>Whether a host is what it was enrolled as.</summary>
public enum HostState
{
    /// <summary>Never said to be in any state.</summary>
    Unknown = 0,

    /// <summary>Its endorsement key is accepted; it did not attest yet.</summary>
    Enrolled,

    /// <summary>A person has to approve its endorsement key.</summary>
    Pending,

    /// <summary>Its last evidence was found sound, and it is not long ago.</summary>
    Trusted,

    /// <summary>Its evidence was refused. Only a person brings it back, unless the policy says otherwise.</summary>
    Failed,

    /// <summary>It was trusted and has been silent for too long.</summary>
    Stale,

    /// <summary>A person took it out. It stays out until it is recovered.</summary>
    Revoked,
}
