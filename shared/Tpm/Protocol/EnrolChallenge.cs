namespace Attestry.Tpm.Protocol;

/// <summary>What only the TPM with the endorsement key can open, and only while it holds the attestation key.</summary>
/// <param name="EnrolmentId">For the activation; single use.</param>
/// <param name="CredentialBlob">TPMS_ID_OBJECT without a size before it: integrity HMAC and encrypted credential.</param>
/// <param name="EncryptedSecret">TPM2B_ENCRYPTED_SECRET without a size before it.</param>
/// <param name="Expires">Afterwards the host enrols anew.</param>
public sealed record EnrolChallenge(string EnrolmentId, ReadOnlyMemory<byte> CredentialBlob, ReadOnlyMemory<byte> EncryptedSecret, DateTimeOffset Expires);
