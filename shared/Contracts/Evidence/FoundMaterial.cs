namespace Attestry.Contracts.Evidence;

/// <param name="Uri">Empty when only digests name it.</param>
/// <param name="Digests">Algorithm to hexadecimal text: <c>gitCommit</c>, <c>sha256</c>.</param>
public sealed record FoundMaterial(string Uri, IReadOnlyDictionary<string, string> Digests);
