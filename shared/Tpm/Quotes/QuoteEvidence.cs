using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Quotes;

/// <summary>What a host sends: the bytes of TPMS_ATTEST, of TPMT_SIGNATURE, and the values that were quoted.</summary>
public sealed record QuoteEvidence(ReadOnlyMemory<byte> Message, ReadOnlyMemory<byte> Signature, PcrValues Pcrs);
