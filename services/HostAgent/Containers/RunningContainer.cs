namespace Attestry.HostAgent.Containers;

/// <summary>A container that runs.</summary>
/// <param name="Engine">That said so: <c>crictl</c>, <c>podman</c>, <c>docker</c>, <c>ctr</c>.</param>
/// <param name="Image">As it was asked for.</param>
/// <param name="Digest">Of the manifest that was pulled, <c>sha256:…</c>; null when the engine does not know it, as of an image built here.</param>
/// <param name="ProcessId">Of its first process; 0 when the engine does not tell.</param>
internal sealed record RunningContainer(string Engine, string Id, string Name, string Image, string? Digest, int ProcessId);
