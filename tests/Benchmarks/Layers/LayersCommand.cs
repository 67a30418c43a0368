using System.CommandLine;

namespace Attestry.Benchmarks.Layers;

internal static class LayersCommand
{
    internal static Command Create()
    {
        var layer = new Option<FileInfo?>("--layer") { Description = "A gzipped layer; without it one is packed from files of this machine and removed afterwards." };
        layer.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<FileInfo?>() is { Exists: false } missing)
                result.AddError($"There is no file '{missing}'.");
        });
        var size = SizeOption.Create("Uncompressed size of the layer that is packed: 300MB.");
        var command = new Command(
            "layers",
            """
            One pass over a layer, with and without the catalogers, against `gzip -dc LAYER | sha256sum`.

            The pass checks both digests and reads the archive; the peer only unpacks and hashes. Both run on two or more processors.

            Examples:
              benchmarks layers
              benchmarks layers --size 1000MB --rounds 3
              benchmarks layers --layer layer.tar.gz --format json
            """)
        {
            layer, size,
        };
        BenchmarkOptions.AddTo(command, rounds: 5, (parsed, rounds, cancellation) =>
            LayersBenchmark.RunAsync(parsed.GetValue(layer), parsed.GetValue(size), rounds, cancellation));
        return command;
    }
}
