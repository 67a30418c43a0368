using Attestry.Tpm.Tee;

namespace Attestry.Tpm.Protocol;

/// <summary>A report of the confidential machine that the host runs in, over <see cref="TeeBinding.ReportData"/>.</summary>
/// <param name="Report">ATTESTATION_REPORT of SEV-SNP, or a TDX quote: the outblob of configfs-tsm; at most 64 KiB.</param>
public sealed record TeeEvidence(TeeKind Kind, ReadOnlyMemory<byte> Report)
{
    /// <summary>SEV-SNP: the certificate table that the host of the machine hands out (GHCB 2.0, 4.1.8.1), the auxblob of configfs-tsm; null when it hands out none.</summary>
    public ReadOnlyMemory<byte>? Certificates { get; init; }
}
