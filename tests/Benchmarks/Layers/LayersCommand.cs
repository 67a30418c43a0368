using System.CommandLine;
using System.Globalization;

namespace Attestry.Benchmarks.Layers;

internal static class LayersCommand
{
    private const long Megabyte = 1_000_000;

    internal static Command Create()
    {
        var layer = new Option<FileInfo?>("--layer") { Description = "A gzipped layer; without it one is packed from files of this machine and removed afterwards." };
        layer.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<FileInfo?>() is { Exists: false } missing)
                result.AddError($"There is no file '{missing}'.");
        });
        var size = new Option<long>("--size")
        {
            Description = "Uncompressed size of the layer that is packed: 300MB.",
            DefaultValueFactory = _ => 300 * Megabyte,
            CustomParser = result =>
            {
                if (TryParse(result.Tokens[0].Value, out var bytes))
                    return bytes;
                result.AddError("--size must be a number of megabytes such as 300MB.");
                return 0;
            },
        };
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

    private static bool TryParse(string text, out long bytes)
    {
        var parsed = long.TryParse(text.EndsWith("MB", StringComparison.OrdinalIgnoreCase) ? text[..^2] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes);
        bytes = parsed && megabytes is > 0 and <= 100_000 ? megabytes * Megabyte : 0;
        return bytes > 0;
    }
}
