using Attestry.Tpm.Tee;

namespace Attestry.Tpm.Protocol;

/// <summary>What the host has, so that the challenge asks for it.</summary>
/// <param name="Banks">Active banks of PCRs as tpm2-tools name them: <c>sha256</c>.</param>
/// <param name="BootCount">Resets of the TPM (TPMS_CLOCK_INFO.resetCount) now; null when it does not know before it quotes.</param>
/// <param name="ImaBytes">Length of the measurement list that it holds now; null when there is none.</param>
/// <param name="HasBootLog">Whether the firmware left an event log.</param>
public sealed record ChallengeRequest(IReadOnlyList<string> Banks, uint? BootCount, long? ImaBytes, bool HasBootLog)
{
    /// <summary>Which report of a confidential machine the host can make; null when it runs in none.</summary>
    public TeeKind? Tee { get; init; }
}
