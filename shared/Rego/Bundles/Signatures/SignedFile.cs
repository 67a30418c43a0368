namespace Attestry.Rego.Bundles.Signatures;

/// <param name="Hash">Hexadecimal.</param>
/// <param name="Algorithm"><c>SHA-256</c> and so on.</param>
internal sealed record SignedFile(string? Name, string? Hash, string? Algorithm);
