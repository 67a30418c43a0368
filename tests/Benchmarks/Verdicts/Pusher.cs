using System.Diagnostics;
using Attestry.Oci.Registries;

namespace Attestry.Benchmarks.Verdicts;

/// <summary>A client that pushes images to one repository, several at a time.</summary>
internal sealed class Pusher(string registry, int concurrency) : IDisposable
{
    internal const string Repository = "benchmark/app";

    private readonly RegistryDirectory _registries = new([new RegistryOptions { Host = registry, Insecure = true }], TimeProvider.System);

    /// <returns>How long it took.</returns>
    internal async Task<TimeSpan> PushAsync(IReadOnlyList<SignedImage> images, CancellationToken cancellation)
    {
        var target = _registries.Repository(registry, Repository)!;
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            images,
            new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellation },
            async (image, stop) => await image.PushAsync(target, stop));
        return watch.Elapsed;
    }

    public void Dispose() => _registries.Dispose();
}
