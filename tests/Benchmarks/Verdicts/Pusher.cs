using System.Diagnostics;
using Attestry.Oci.Registries;

namespace Attestry.Benchmarks.Verdicts;

/// <summary>A client that pushes images, several at a time, to several repositories: a registry may take the pushes to one of them in turn.</summary>
internal sealed class Pusher(string registry, int concurrency) : IDisposable
{
    private const int Repositories = 16;

    private readonly RegistryDirectory _registries = new([new RegistryOptions { Host = registry, Insecure = true }], TimeProvider.System);

    /// <returns>How long it took.</returns>
    internal async Task<TimeSpan> PushAsync(IReadOnlyList<SignedImage> images, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            images.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellation },
            async (image, stop) => await image.Item.PushAsync(_registries.Repository(registry, $"benchmark/app-{image.Index % Repositories}")!, stop));
        return watch.Elapsed;
    }

    public void Dispose() => _registries.Dispose();
}
