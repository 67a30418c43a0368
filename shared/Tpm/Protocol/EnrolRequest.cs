namespace Attestry.Tpm.Protocol;

/// <summary>
/// A host asks to be known. The same host may ask again (a lost state, a new attestation key): with the same endorsement key it
/// keeps its id and its state, with another one it is refused (409).
/// </summary>
/// <param name="HostId">Which the host chooses and keeps; see <see cref="HostProtocol.IsHostId"/>.</param>
/// <param name="EkPublic">TPM2B_PUBLIC or TPMT_PUBLIC of the endorsement key, RSA or ECC.</param>
/// <param name="AkPublic">The same of the attestation key: restricted, signing, fixed to the TPM, made under the endorsement hierarchy.</param>
public sealed record EnrolRequest(string HostId, ReadOnlyMemory<byte> EkPublic, ReadOnlyMemory<byte> AkPublic, HostFacts Facts)
{
    /// <summary>DER, as it lies in the TPM's memory; null when there is none: then the key must be listed or approved by a person.</summary>
    public ReadOnlyMemory<byte>? EkCertificate { get; init; }

    /// <summary>Intermediates from the TPM's memory, DER each; at most ten.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> EkChain { get; init; } = [];
}
