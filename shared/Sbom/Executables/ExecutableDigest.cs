using System.Security.Cryptography;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Catalogers.Binaries;

namespace Attestry.Sbom.Executables;

/// <summary>
/// Hashes an executable as it streams past: the whole file, and the pages of each loadable segment. Segments are taken as
/// the system maps them, in whole pages of the file, so that neighbours share the page at their border.
/// </summary>
internal sealed class ExecutableDigest : IDisposable
{
    private const int PageSize = PageTree.PageSize;

    /// <summary>Some hundred microseconds of hashing; to tell another thread takes ten.</summary>
    private const int WorthAThread = 256 << 10;

    private readonly IncrementalHash _file = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Segment[] _segments;
    private readonly byte[] _page = new byte[PageSize];
    private int _filled;
    private long _number;
    private long _length;

    public ExecutableDigest(IReadOnlyList<MappedRegion> regions, long size)
    {
        var segments = regions.Where(r => r.FileSize > 0).Select(r => new Segment(r)).ToArray();
        // Each segment has pages of its own but for those at borders; headers that say otherwise would multiply the work.
        IsSound = segments.Length <= SbomLimits.LoadableSegments
            && regions.All(r => r.Offset + r.FileSize <= (ulong)size)
            && segments.Sum(s => s.Last - s.First + 1) <= (size / PageSize) + 1 + SbomLimits.LoadableSegments;
        _segments = IsSound ? segments : [];
    }

    /// <summary>False when the segments contradict the file; they are not hashed then.</summary>
    public bool IsSound { get; }

    public ValueTask AppendAsync(ReadOnlyMemory<byte> bytes)
    {
        _length += bytes.Length;
        if (bytes.Length >= WorthAThread && _segments.Length > 0)
            return AppendAtOnceAsync(bytes);
        _file.AppendData(bytes.Span);
        AppendPages(bytes.Span);
        return ValueTask.CompletedTask;
    }

    // The two hashes do not need each other.
    private async ValueTask AppendAtOnceAsync(ReadOnlyMemory<byte> bytes)
    {
        var file = Task.Run(() => _file.AppendData(bytes.Span));
        try
        {
            AppendPages(bytes.Span);
        }
        finally
        {
            // It reads memory that is taken back afterwards.
            await file;
        }
    }

    private void AppendPages(ReadOnlySpan<byte> bytes)
    {
        if (_segments.Length == 0)
            return;
        while (!bytes.IsEmpty)
        {
            var step = Math.Min(bytes.Length, PageSize - _filled);
            bytes[..step].CopyTo(_page.AsSpan(_filled));
            bytes = bytes[step..];
            if ((_filled += step) == PageSize)
                EndPage();
        }
    }

    public LayerExecutable Finish(string path)
    {
        if (_filled > 0)
        {
            _page.AsSpan(_filled).Clear();
            EndPage();
        }
        var segments = _segments.Select(s => new ExecutableSegment(s.First * PageSize, s.Pages.Pages, s.Access, s.Pages.Root()));
        return new(path, Digest.FromHash(HashAlgorithmName.SHA256, _file.GetHashAndReset()), _length, [.. segments]);
    }

    public void Dispose() => _file.Dispose();

    private void EndPage()
    {
        byte[]? leaf = null;
        foreach (var segment in _segments)
        {
            if (_number >= segment.First && _number <= segment.Last)
                segment.Pages.Append(leaf ??= PageTree.Leaf(_page));
        }
        (_filled, _number) = (0, _number + 1);
    }

    private sealed class Segment(MappedRegion region)
    {
        public long First { get; } = (long)(region.Offset / PageSize);

        public long Last { get; } = (long)((region.Offset + region.FileSize - 1) / PageSize);

        public string Access { get; } = region.Access;

        public PageTree Pages { get; } = new();
    }
}
