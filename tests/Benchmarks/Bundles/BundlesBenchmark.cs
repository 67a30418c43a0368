using Attestry.Benchmarks.Reporting;
using Attestry.Sigstore.Keys;

namespace Attestry.Benchmarks.Bundles;

/// <summary>How many bundles one core verifies in a second, with every check on.</summary>
internal sealed class BundlesBenchmark(TimeSpan duration)
{
    private const string Unit = "1/s";

    /// <summary>sigstore-go 1.3.0, best of what was measured on another machine.</summary>
    private static readonly Dictionary<bool, double> Peer = new() { [false] = 285, [true] = 127 };

    internal Report Run(int rounds, CancellationToken cancellation)
    {
        var key = SigningKey.GenerateEcdsaP256();
        var hash = Primitives.Digest.Sha256("an artifact"u8);
        var signature = key.SignHash(hash);
        var limit = new Series("one ECDSA P-256 verification", Unit);
        var materials = BundleMaterial.All().Select(material => new Measured(material)).ToList();
        // Compiled before the first round.
        foreach (var material in materials)
            material.Round(TimeSpan.FromSeconds(1), counted: false, cancellation);
        var machine = Machine.Now();
        for (var round = 0; round < rounds; round++)
        {
            limit.Add(Rate(() => key.Public.VerifyHash(hash, signature), duration, cancellation));
            foreach (var material in materials)
                material.Round(duration, counted: true, cancellation);
        }
        return new(
            "bundles",
            "bundles parsed and verified in process on one core: signature, certificate chain, its promise, log entry, checkpoint, time, identity",
            machine,
            [limit, .. materials.SelectMany(material => new[] { material.Cold, material.Warm })],
            [.. materials.Select(material => ToPeer(material))]);
    }

    // Only a scale: the peer was not measured here, but on another noisy machine.
    private static Series ToPeer(Measured measured)
    {
        var peer = Peer[measured.HasTimestamp];
        var ratio = new Series($"{measured.Warm.Name}, to sigstore-go's best elsewhere ({peer:F0}/s)", "×");
        foreach (var rate in measured.Warm.Rounds)
            ratio.Add(rate / peer);
        return ratio;
    }

    /// <summary>By processor time: what others do on the machine is not counted.</summary>
    private static double Rate(Action verify, TimeSpan duration, CancellationToken cancellation)
    {
        var (count, before) = (0L, Environment.CpuUsage.TotalTime);
        TimeSpan used;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < 16; i++, count++)
                verify();
        }
        while ((used = Environment.CpuUsage.TotalTime - before) < duration);
        return count / used.TotalSeconds;
    }

    private sealed class Measured(BundleMaterial material)
    {
        internal bool HasTimestamp { get; } = material.Name.EndsWith("timestamp", StringComparison.Ordinal);

        internal Series Cold { get; } = new($"{material.Name}, trusted root parsed each time", Unit);

        internal Series Warm { get; } = new($"{material.Name}, trusted root parsed once", Unit);

        internal void Round(TimeSpan duration, bool counted, CancellationToken cancellation)
        {
            var root = material.ReadRoot();
            var cold = Rate(() => material.Verify(material.ReadRoot()), duration, cancellation);
            var warm = Rate(() => material.Verify(root), duration, cancellation);
            if (!counted)
                return;
            Cold.Add(cold);
            Warm.Add(warm);
        }
    }
}
