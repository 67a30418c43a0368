using Attestry.Tpm.Boot;
using Attestry.Tpm.Ima;
using Attestry.Tpm.Protocol;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Hosts;

/// <summary>What is known of a host before its evidence is judged.</summary>
/// <param name="AkPublic">Of the key that was enrolled.</param>
/// <param name="Nonce">Of the challenge that the evidence answers.</param>
/// <param name="Required">What the challenge asked to be quoted.</param>
public sealed record HostKnowledge(ReadOnlyMemory<byte> AkPublic, ReadOnlyMemory<byte> Nonce, IReadOnlyList<PcrSelection> Required)
{
    /// <summary>Of the last quote that was believed; null before the first.</summary>
    public TpmClock? Clock { get; init; }

    /// <summary>How far the list is proven; null when nothing is.</summary>
    public ImaReplayState? Replay { get; init; }

    /// <summary>Of the part that is proven.</summary>
    public ImaFormat Format { get; init; }

    /// <summary>How far a list was taken in parts, from <see cref="Replay"/> or from its begin on; no quote proves it yet. Null when none is under way.</summary>
    public ImaReplayState? Pending { get; init; }

    /// <summary>Of the parts.</summary>
    public ImaFormat PendingFormat { get; init; }

    /// <summary>Resets of the TPM when its boot log was verified; null when none was.</summary>
    public uint? BootVerified { get; init; }

    /// <summary>The boot that an administrator accepted; null when none was.</summary>
    public BootState? BootReference { get; init; }

    /// <summary>The host sent a report of a confidential machine before that was believed.</summary>
    public bool HadTee { get; init; }
}
