namespace Attestry.HostAgent.State;

/// <summary>What the agent keeps from one run to the next.</summary>
/// <param name="HostId">By which servers know the host; stays the same when it enrols anew.</param>
internal sealed record AgentState(string HostId)
{
    /// <summary>Where it is enrolled; null when it is not.</summary>
    public Uri? Server { get; init; }

    /// <summary>Proves to that server that it is this host. Secret.</summary>
    public string? HostToken { get; init; }

    /// <summary>The attestation key that was enrolled, by its name in hexadecimal.</summary>
    public string? AttestationKey { get; init; }

    /// <summary>Resets of the TPM when it last attested; another number asks for the boot log again.</summary>
    public uint? Resets { get; init; }

    /// <summary>Is the host with that key enrolled there?</summary>
    internal bool IsEnrolled(Uri server, string attestationKey) => HostToken is not null && Server == server && AttestationKey == attestationKey;
}
