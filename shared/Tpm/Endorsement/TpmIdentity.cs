namespace Attestry.Tpm.Endorsement;

/// <summary>What an EK certificate says of its TPM (TCG EK Credential Profile 3.2.9).</summary>
/// <param name="Manufacturer">Of the TCG vendor list, <c>id:494E5443</c>.</param>
public sealed record TpmIdentity(string Manufacturer, string Model, string Version);
