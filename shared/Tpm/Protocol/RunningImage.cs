namespace Attestry.Tpm.Protocol;

/// <summary>A container that runs, as the runtime of the host states it. The host's word: what the list measured is what counts.</summary>
/// <param name="ContainerId">Of the runtime; at most 256 characters.</param>
/// <param name="Image">Digest of the manifest or index it was started from: <c>sha256:…</c>.</param>
/// <param name="Reference">As it was pulled: <c>registry.example/team/app:1</c>; null when it is not known.</param>
public sealed record RunningImage(string ContainerId, string Image, string? Reference);
