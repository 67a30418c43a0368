using System.Text.Json;

namespace Attestry.HostAgent.Containers;

internal static class Docker
{
    internal static async Task<IReadOnlyList<RunningContainer>> ListAsync(EngineProgram program, CancellationToken cancellation)
    {
        var ids = await program.LinesAsync(cancellation, "ps", "-q", "--no-trunc");
        if (ids.Length == 0)
            return [];
        using var containers = await program.JsonAsync(cancellation, ["inspect", "--type", "container", .. ids]);
        var images = containers.RootElement.Items().Select(container => container.Text("Image")).Distinct(StringComparer.Ordinal).ToArray();
        using var details = await program.JsonAsync(cancellation, ["inspect", "--type", "image", .. images]);
        var digests = details.RootElement.Items().ToLookup(image => image.Text("Id"), StringComparer.Ordinal);
        return
        [
            .. containers.RootElement.Items().Select(container => new RunningContainer("docker", container.Text("Id"), container.Text("Name").TrimStart('/'),
                container.Text("Config", "Image"), PulledAs(digests[container.Text("Image")], container.Text("Config", "Image")), container.Number("State", "Pid"))),
        ];
    }

    /// <summary>An image has a digest for each repository that it was pulled from; of the one that was asked for if it is there.</summary>
    private static string? PulledAs(IEnumerable<JsonElement> images, string asked)
    {
        var references = images.SelectMany(image => image.Items("RepoDigests")).Select(item => item.GetString() ?? "").ToList();
        var repository = asked.Split('@')[0];
        return EngineJson.DigestOf(references.FirstOrDefault(reference => repository.StartsWith(reference.Split('@')[0], StringComparison.Ordinal)) ?? references.FirstOrDefault());
    }
}
