namespace Attestry.Contracts.Documents;

/// <summary>Clock and counters of a host's TPM, as a verified quote stated them.</summary>
/// <param name="Milliseconds">With power, since the owner was cleared.</param>
/// <param name="Resets">Boots since then.</param>
public sealed record HostClock(ulong Milliseconds, uint Resets, uint Restarts, bool Safe);
