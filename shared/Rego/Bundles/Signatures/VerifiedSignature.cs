namespace Attestry.Rego.Bundles.Signatures;

/// <summary>A signature that held, over every file of a bundle.</summary>
public sealed record VerifiedSignature(string KeyId, string Algorithm, string Scope, int Files);
