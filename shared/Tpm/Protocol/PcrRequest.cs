namespace Attestry.Tpm.Protocol;

/// <param name="Bank"><c>sha256</c>.</param>
/// <param name="Pcrs">0 to 23, ascending.</param>
public sealed record PcrRequest(string Bank, IReadOnlyList<int> Pcrs);
