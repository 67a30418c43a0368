using System.Globalization;

namespace Attestry.Registry.Protocol;

/// <summary>
/// The <c>Content-Range</c> of a chunk: <c>start-end</c>, both inclusive (OCI Distribution Spec 1.1 §pushing a blob in chunks);
/// the form of RFC 9110, <c>bytes start-end/*</c>, is understood too.
/// </summary>
internal readonly record struct ChunkRange(long Start, long Length)
{
    public static bool TryParse(string text, out ChunkRange range)
    {
        range = default;
        var bounds = text.AsSpan();
        if (bounds.StartsWith("bytes ", StringComparison.Ordinal))
            bounds = bounds[6..];
        if (bounds.IndexOf('/') is >= 0 and var slash)
            bounds = bounds[..slash];
        var dash = bounds.IndexOf('-');
        if (dash < 0
            || !long.TryParse(bounds[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            || !long.TryParse(bounds[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            || end < start || end == long.MaxValue)
            return false;
        range = new(start, end - start + 1);
        return true;
    }
}
