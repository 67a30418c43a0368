using Attestry.Oci.Layers;
using Attestry.Oci.Manifests;
using Attestry.Oci.Tests.Support;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Tests.Layers;

/// <summary>Runs alone: what other tests hold would be counted.</summary>
[Collection(nameof(LayerMemoryTests))]
[CollectionDefinition(nameof(LayerMemoryTests), DisableParallelization = true)]
public sealed class LayerMemoryTests
{
    [Fact]
    public async Task Holds_little_memory_whatever_the_size()
    {
        using var source = new GeneratedTar(256L << 20);
        var layer = new Descriptor(MediaTypes.OciLayer, Digest.Sha256([]), source.Length);
        var (before, peak) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
        var visitor = new DelegateVisitor(async (_, content) =>
        {
            var buffer = new byte[1 << 20];
            for (var (read, sampled) = (0L, 0L); await content.ReadAsync(buffer) is > 0 and var count; read += count)
            {
                // What is held counts, not the garbage that a large cache lets the collector leave.
                if (read < sampled)
                    continue;
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
                sampled += 16L << 20;
            }
        });
        var report = await LayerReader.ReadAsync(source, layer, null, LayerLimits.Default, visitor, CancellationToken.None);
        report.UncompressedBytes.ShouldBe(source.Length);
        report.Ids().ShouldBe([LayerFindings.DigestMismatch]);
        (peak - before).ShouldBeLessThan(64L << 20);
    }
}
