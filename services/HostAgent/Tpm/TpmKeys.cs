using Attestry.Tpm.Structures;

namespace Attestry.HostAgent.Tpm;

/// <summary>The keys that a host enrols with.</summary>
/// <param name="Certificate">Of the endorsement key, DER as the TPM's memory holds it; null when there is none.</param>
/// <param name="Chain">Intermediates that the TPM's memory holds, DER each.</param>
/// <param name="IsNew">The attestation key was made just now.</param>
internal sealed record TpmKeys(TpmPublic Endorsement, byte[]? Certificate, IReadOnlyList<byte[]> Chain, TpmPublic Attestation, bool IsNew);
