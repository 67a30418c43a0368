using System.Globalization;

namespace Attestry.HostAgent.Containers;

/// <summary>containerd without a CRI. Its lists are for people; their columns have been the same since 1.0.</summary>
internal static class Ctr
{
    internal static async Task<IReadOnlyList<RunningContainer>> ListAsync(EngineProgram program, CancellationToken cancellation)
    {
        var running = new List<RunningContainer>();
        foreach (var space in await program.LinesAsync(cancellation, "namespaces", "ls", "-q"))
        {
            var tasks = (await program.LinesAsync(cancellation, "-n", space, "tasks", "ls")).Select(Columns).Where(task => task is [_, _, "RUNNING", ..]).ToList();
            if (tasks.Count == 0)
                continue;
            var images = (await program.LinesAsync(cancellation, "-n", space, "images", "ls")).Select(Columns).Where(image => image.Length > 2)
                .ToLookup(image => image[0], image => image[2], StringComparer.Ordinal);
            foreach (var task in tasks)
            {
                using var details = await program.JsonAsync(cancellation, "-n", space, "containers", "info", task[0]);
                var image = details.RootElement.Text("Image");
                running.Add(new("ctr", task[0], task[0], image, EngineJson.DigestOf(images[image].FirstOrDefault()),
                    int.TryParse(task[1], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0));
            }
        }
        return running;
    }

    private static string[] Columns(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
