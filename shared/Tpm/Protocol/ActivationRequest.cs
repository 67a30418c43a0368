namespace Attestry.Tpm.Protocol;

/// <param name="Secret">What TPM2_ActivateCredential gave. A wrong one ends the enrolment.</param>
public sealed record ActivationRequest(ReadOnlyMemory<byte> Secret);
