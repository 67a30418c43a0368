using System.CommandLine;
using System.Globalization;

namespace Attestry.Benchmarks.Layers;

/// <summary><c>--size 300MB</c>, in bytes.</summary>
internal static class SizeOption
{
    private const long Megabyte = 1_000_000;

    internal static Option<long> Create(string description) => new("--size")
    {
        Description = description,
        DefaultValueFactory = _ => 300 * Megabyte,
        CustomParser = result =>
        {
            if (TryParse(result.Tokens[0].Value, out var bytes))
                return bytes;
            result.AddError("--size must be a number of megabytes such as 300MB.");
            return 0;
        },
    };

    private static bool TryParse(string text, out long bytes)
    {
        var parsed = long.TryParse(text.EndsWith("MB", StringComparison.OrdinalIgnoreCase) ? text[..^2] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes);
        bytes = parsed && megabytes is > 0 and <= 100_000 ? megabytes * Megabyte : 0;
        return bytes > 0;
    }
}
