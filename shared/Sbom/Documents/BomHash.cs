namespace Attestry.Sbom.Documents;

/// <param name="Algorithm">In SPDX's letters without dashes, upper case: <c>SHA256</c>, <c>SHA3256</c>.</param>
/// <param name="Value">Lower case hexadecimal.</param>
public sealed record BomHash(string Algorithm, string Value);
