namespace Attestry.Benchmarks.Hosts;

/// <summary>An attestation that the collector took.</summary>
/// <param name="PostedAt">Before the evidence was sent.</param>
internal readonly record struct Attempt(string Evidence, DateTimeOffset PostedAt);
