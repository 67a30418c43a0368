namespace Attestry.HostAgent.Containers;

internal static class Podman
{
    internal static async Task<IReadOnlyList<RunningContainer>> ListAsync(EngineProgram program, CancellationToken cancellation)
    {
        var ids = await program.LinesAsync(cancellation, "ps", "-q", "--no-trunc");
        if (ids.Length == 0)
            return [];
        using var details = await program.JsonAsync(cancellation, ["inspect", "--type", "container", .. ids]);
        return
        [
            .. details.RootElement.Items().Select(container => new RunningContainer("podman", container.Text("Id"), container.Text("Name"),
                container.Text("ImageName"), EngineJson.DigestOf(container.Text("ImageDigest")), container.Number("State", "Pid"))),
        ];
    }
}
