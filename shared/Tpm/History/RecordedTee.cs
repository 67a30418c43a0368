using Attestry.Tpm.Tee;

namespace Attestry.Tpm.History;

/// <summary>The report of a confidential machine that an attestation rested on.</summary>
/// <param name="Report">As it came; a TDX quote holds its certificates.</param>
/// <param name="Certificates">SEV-SNP: SHA-256 of the certificate table beside it, <c>sha256:…</c>; null when none came. The vendor gives the certificate by the report's chip and versions.</param>
public sealed record RecordedTee(TeeKind Kind, ReadOnlyMemory<byte> Report, string? Certificates);
