namespace Attestry.Tpm.Structures;

/// <summary>TPMS_CLOCK_INFO (TPM 2.0 Part 2, 10.11.1).</summary>
/// <param name="Milliseconds">That the TPM had power, since its owner was cleared.</param>
/// <param name="Resets">TPM resets since then: boots.</param>
/// <param name="Restarts">Resumes and hibernations since the last reset.</param>
/// <param name="Safe">The clock did certainly not go back.</param>
public sealed record TpmClock(ulong Milliseconds, uint Resets, uint Restarts, bool Safe);
