namespace Attestry.HostAgent.Containers;

/// <summary>A program that tells which containers run.</summary>
/// <param name="Name">Of the program, and of the setting.</param>
internal sealed record ContainerEngine(string Name, Func<EngineProgram, CancellationToken, Task<IReadOnlyList<RunningContainer>>> ListAsync)
{
    /// <summary>The CRI comes first: what Kubernetes runs is in containerd too, and is reported once.</summary>
    internal static readonly IReadOnlyList<ContainerEngine> All =
    [
        new("crictl", Crictl.ListAsync),
        new("podman", Podman.ListAsync),
        new("docker", Docker.ListAsync),
        new("ctr", Ctr.ListAsync),
    ];
}
