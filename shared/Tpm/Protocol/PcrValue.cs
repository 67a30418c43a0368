namespace Attestry.Tpm.Protocol;

/// <param name="Bank"><c>sha256</c>.</param>
/// <param name="Pcr">0 to 23.</param>
/// <param name="Value">As long as the bank's hash.</param>
public sealed record PcrValue(string Bank, int Pcr, ReadOnlyMemory<byte> Value);
