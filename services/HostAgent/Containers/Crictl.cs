namespace Attestry.HostAgent.Containers;

/// <summary>The CRI of containerd and CRI-O, as Kubernetes uses it.</summary>
internal static class Crictl
{
    internal static async Task<IReadOnlyList<RunningContainer>> ListAsync(EngineProgram program, CancellationToken cancellation)
    {
        var running = new List<RunningContainer>();
        using var list = await program.JsonAsync(cancellation, "ps", "-o", "json");
        foreach (var container in list.RootElement.Items("containers"))
        {
            var id = container.Text("id");
            using var details = await program.JsonAsync(cancellation, "inspect", "-o", "json", id);
            var status = details.RootElement.At("status");
            var image = status.Text("image", "image") is { Length: > 0 } named ? named : container.Text("image", "image");
            // imageRef is a reference by digest where the image was pulled, and the id of its configuration where it was loaded.
            var reference = status.Text("imageRef");
            running.Add(new("crictl", id, container.Text("metadata", "name"), image,
                reference.Contains('@', StringComparison.Ordinal) ? EngineJson.DigestOf(reference) : null, details.RootElement.Number("info", "pid")));
        }
        return running;
    }
}
