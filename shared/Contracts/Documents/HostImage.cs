namespace Attestry.Contracts.Documents;

/// <summary>A container that a host says it runs.</summary>
/// <param name="Image">Digest of manifest or index, as text.</param>
/// <param name="Reference">As it was pulled; null when it is not known.</param>
public sealed record HostImage(string ContainerId, string Image, string? Reference);
