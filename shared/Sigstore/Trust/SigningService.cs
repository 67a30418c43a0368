namespace Attestry.Sigstore.Trust;

/// <summary>Somewhere to get certificates, log entries or timestamps from.</summary>
/// <param name="MajorApiVersion">Which of its interfaces stands at the address: 1 or 2 for Rekor.</param>
/// <param name="Operator">Services of one operator are one.</param>
public sealed record SigningService(Uri Url, long MajorApiVersion, string Operator, ValidityWindow ValidFor);
