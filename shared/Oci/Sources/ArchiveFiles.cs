using Attestry.Oci.Layers;
using Attestry.Oci.Tar;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Microsoft.Win32.SafeHandles;

namespace Attestry.Oci.Sources;

/// <summary>
/// The files of a tar archive, read in place. Nothing is unpacked to where the archive says: its names, and the targets of
/// its links, are only ever looked up in a table of its own entries.
/// </summary>
internal sealed class ArchiveFiles : IBlobFiles
{
    /// <summary>Old Docker engines link layers that images share; one link leads to the file.</summary>
    private const int MostHops = 4;

    private const int ExtendedHeaderBytes = 64 << 10;

    private readonly SafeFileHandle _file;
    private readonly Dictionary<string, (long Offset, long Size)> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);

    private ArchiveFiles(SafeFileHandle file) => _file = file;

    /// <param name="path">A tar archive, or one compressed by gzip or zstd, which is then unpacked to a temporary file.</param>
    /// <exception cref="OciException">Not an archive, malformed, or larger than a limit.</exception>
    public static async Task<ArchiveFiles> OpenAsync(string path, CancellationToken cancellation)
    {
        var files = new ArchiveFiles(await ArchiveUnpacking.OpenAsync(path, cancellation));
        try
        {
            await files.ListAsync(cancellation);
            return files;
        }
        catch (Exception e)
        {
            await files.DisposeAsync();
            if (e is TarException tar)
                throw LayoutIndex.Malformed($"The archive is malformed: {tar.Message}", tar);
            throw;
        }
    }

    public Stream? Open(Digest digest) => Open(LayoutPaths.Blob(digest));

    public Stream? Open(string name)
    {
        for (var hop = 0; hop < MostHops && _links.TryGetValue(name, out var target); hop++)
            name = target;
        return _entries.TryGetValue(name, out var entry) ? new FileSlice(_file, entry.Offset, entry.Size) : null;
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ListAsync(CancellationToken cancellation)
    {
        var input = new FileTarInput(_file);
        var reader = new TarReader(input, ExtendedHeaderBytes);
        var count = 0;
        while (await reader.NextAsync(cancellation) is { } entry)
        {
            if (++count > OciLimits.ArchiveEntries)
                throw LayoutIndex.Malformed($"The archive has more than {OciLimits.ArchiveEntries} entries.");
            Add(entry, EntryPath.Of(entry.Name).Text, input.Position);
        }
    }

    private void Add(TarEntry entry, string name, long offset)
    {
        if (entry.IsSparse)
            throw LayoutIndex.Malformed("The archive holds sparse files.");
        if (entry.IsFile && !_entries.TryAdd(name, (offset, entry.Size)))
        {
            // Two of a blob are the same blob or one is found wrong; two of index.json are two different images.
            if (!name.Contains('/'))
                throw LayoutIndex.Malformed($"The archive has {Bounded.Quote(name)} twice.");
            _entries[name] = (offset, entry.Size);
        }
        if (entry.Type is '2')
            _links[name] = EntryPath.Of($"{EntryPath.Of(name).Directory}/{entry.LinkName}").Text;
        if (entry.Type is '1')
            _links[name] = EntryPath.Of(entry.LinkName).Text;
    }
}
