namespace Attestry.HostAgent.Tpm;

/// <summary>Which TPM, and which of its keys.</summary>
/// <param name="Tcti">As tpm2-tools take it: <c>device:/dev/tpmrm0</c>, <c>swtpm:host=127.0.0.1,port=2321</c>.</param>
/// <param name="AttestationHandle">A persistent one, so that the key survives resets and restarts.</param>
internal sealed record TpmSettings(string Tcti, EndorsementKind Endorsement, uint EndorsementHandle, KeyKind Attestation, uint AttestationHandle)
{
    internal const string Device = "/dev/tpmrm0";

    internal const string DeviceTcti = "device:" + Device;

    /// <summary>In the part of the owner's range that nobody reserves (Provisioning Guidance, 7.8).</summary>
    internal const uint DefaultAttestationHandle = 0x81000A77;

    /// <summary>DER, for the TPMs whose memory holds none.</summary>
    internal string? CertificateFile { get; init; }

    /// <summary>File with the owner's password; null when it has none. tpm2-tools read it themselves.</summary>
    internal string? OwnerAuthFile { get; init; }

    /// <inheritdoc cref="OwnerAuthFile"/>
    internal string? EndorsementAuthFile { get; init; }

    /// <summary>The kernel's resource manager gives each program a TPM of its own; elsewhere what is left in the TPM fills it.</summary>
    internal bool HasResourceManager => Tcti.StartsWith("device:/dev/tpmrm", StringComparison.Ordinal) || Tcti.StartsWith("tabrmd", StringComparison.Ordinal);
}
