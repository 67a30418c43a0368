using Attestry.Oci.Tar;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Layers;

/// <summary>The last stage: reads the archive, judges each entry's names and links, and shows it to the visitor.</summary>
internal sealed class LayerArchive(ChunkInput input, LayerLimits limits, ILayerVisitor visitor, FindingList findings)
{
    private const string WhiteoutPrefix = ".wh.";

    /// <summary>Marks of AUFS itself (<c>.wh..wh.plnk</c>), which no runtime unpacks; the opaque mark is one of them by name.</summary>
    private const string AufsPrefix = ".wh..wh.";

    private const string OpaqueMark = ".wh..wh..opq";

    private readonly LinkLedger _links = new();

    public long Entries { get; private set; }

    /// <summary>An entry was left out whose content matters.</summary>
    public bool HasGaps { get; private set; }

    /// <summary>True when the archive was read to its end.</summary>
    /// <param name="brokenBefore">An earlier stage stopped at a finding of its own, which explains a missing end.</param>
    public async Task<bool> ReadAsync(Func<bool> brokenBefore, CancellationToken cancellation)
    {
        var reader = new TarReader(input, limits.ExtendedHeaderBytes);
        try
        {
            while (await reader.NextAsync(cancellation) is { } entry)
            {
                if (++Entries > limits.Entries)
                    throw new TarException(LayerFindings.TooManyEntries, $"The layer has more than {limits.Entries} entries.");
                await ShowAsync(reader, entry, cancellation);
            }
            await EndAsync(reader, brokenBefore, cancellation);
            return !brokenBefore();
        }
        catch (Exception e) when (e is TarException or LayerEndedException)
        {
            if (!brokenBefore())
                findings.Add((e as TarException)?.Id ?? LayerFindings.Truncated, Severity.High, e.Message);
            return false;
        }
    }

    private async ValueTask EndAsync(TarReader reader, Func<bool> brokenBefore, CancellationToken cancellation)
    {
        if (!await input.DrainZerosAsync(cancellation))
            findings.Add(LayerFindings.TrailingData, Severity.High, "Data follows the end of the archive.");
        if (!reader.EndMarkerSeen && !brokenBefore() && Entries > 0)
            findings.Add(LayerFindings.NoEndMarker, Severity.Low, "The archive ends without its end marker.");
    }

    private async ValueTask ShowAsync(TarReader reader, TarEntry entry, CancellationToken cancellation)
    {
        if (entry.IsSparse)
        {
            findings.Add(LayerFindings.EntryUnsupported, Severity.High, "A sparse file is not read.", entry.Name);
            HasGaps = true;
            return;
        }
        if (Judge(entry) is not { } judged)
            return;
        var isFile = judged.Kind is LayerEntryKind.RegularFile;
        await using var content = isFile ? new EntryContent(reader, entry.Size) : Stream.Null;
        await visitor.VisitAsync(judged, content, cancellation);
    }

    /// <summary>Null for what no runtime would unpack.</summary>
    private LayerEntry? Judge(TarEntry entry)
    {
        var path = Path(entry.Name, LayerFindings.AbsolutePath);
        if (path.Text.Length == 0)
        {
            if (!entry.IsDirectory)
                findings.Add(LayerFindings.PathTraversal, Severity.High, "An entry takes the place of the root.", entry.Name);
            return null;
        }
        if (_links.LeadsThroughLink(path.Text))
            findings.Add(LayerFindings.EntryThroughLink, Severity.Medium, "An entry lies below a symbolic link of the same layer.", path.Text);
        if (path.FileName.StartsWith(WhiteoutPrefix, StringComparison.Ordinal))
            return Whiteout(entry, path);
        var (kind, target) = Kind(entry, path);
        if (kind is null)
            return null;
        _links.Add(path.Text);
        if (kind is not LayerEntryKind.SymbolicLink)
            _links.RemoveLink(path.Text);
        return Entry(entry, path.Text, kind.Value, kind is LayerEntryKind.RegularFile ? entry.Size : 0, target);
    }

    private (LayerEntryKind? Kind, string? Target) Kind(TarEntry entry, EntryPath path) => entry switch
    {
        { IsFile: true } => (LayerEntryKind.RegularFile, null),
        { IsDirectory: true } => (LayerEntryKind.Directory, null),
        { Type: '1' } => HardLink(entry, path),
        { Type: '2' } => SymbolicLink(entry, path),
        { Type: '3' or '4' or '6' } => (LayerEntryKind.Other, null),
        // POSIX would have unknown types read as files, runtimes refuse them: neither may pass unseen.
        _ => throw new TarException(LayerFindings.EntryUnsupported, $"Entries of type {(int)entry.Type} are not read."),
    };

    private (LayerEntryKind? Kind, string? Target) HardLink(TarEntry entry, EntryPath path)
    {
        var target = Path(entry.LinkName, LayerFindings.AbsoluteHardLink);
        if (target.Text == path.Text)
        {
            findings.Add(LayerFindings.LinkLoop, Severity.High, "A hard link names itself.", path.Text);
            return (null, null);
        }
        if (!_links.Has(target.Text))
            findings.Add(LayerFindings.HardLinkDangling, Severity.Medium, "A hard link names no earlier entry of its layer.", path.Text);
        return (LayerEntryKind.HardLink, target.Text);
    }

    private (LayerEntryKind? Kind, string? Target) SymbolicLink(TarEntry entry, EntryPath path)
    {
        DemandLength(entry.LinkName);
        var directory = path.Directory;
        var target = EntryPath.Of(entry.LinkName is ['/', ..] || directory.IsEmpty ? entry.LinkName : $"{directory}/{entry.LinkName}");
        if (_links.AddLink(path.Text, target.Text))
            findings.Add(LayerFindings.LinkLoop, Severity.Low, "Symbolic links lead back to each other.", path.Text);
        return (LayerEntryKind.SymbolicLink, entry.LinkName);
    }

    // OCI Image Spec 1.1, layer.md §whiteouts.
    private LayerEntry? Whiteout(TarEntry entry, EntryPath path)
    {
        var directory = path.Directory.ToString();
        if (path.FileName.SequenceEqual(OpaqueMark))
            return Entry(entry, directory, LayerEntryKind.OpaqueDirectory, 0, null);
        if (path.FileName.StartsWith(AufsPrefix, StringComparison.Ordinal))
            return null;
        var name = path.FileName[WhiteoutPrefix.Length..];
        if (name is "" or "." or "..")
        {
            findings.Add(LayerFindings.WhiteoutMalformed, Severity.High, "A whiteout names no file.", path.Text);
            return null;
        }
        return Entry(entry, directory.Length == 0 ? name.ToString() : $"{directory}/{name}", LayerEntryKind.Whiteout, 0, null);
    }

    private EntryPath Path(string name, string absolute)
    {
        DemandLength(name);
        var path = EntryPath.Of(name);
        if (path.Depth > limits.PathDepth)
            throw new TarException(LayerFindings.PathTooDeep, $"A path has more than {limits.PathDepth} components.");
        if (path.IsAbsolute)
            findings.Add(absolute, Severity.Medium, "A name begins at the root of the machine.", name);
        if (path.Climbs)
            findings.Add(LayerFindings.PathTraversal, Severity.High, "A name climbs out of its directory.", name);
        return path;
    }

    private void DemandLength(string name)
    {
        // Each character is at least one byte: the exact count is made only where it could matter.
        if (name.Length > limits.PathBytes / 3 && System.Text.Encoding.UTF8.GetByteCount(name) > limits.PathBytes)
            throw new TarException(LayerFindings.PathTooLong, $"A path has more than {limits.PathBytes} bytes.");
    }

    private static LayerEntry Entry(TarEntry entry, string path, LayerEntryKind kind, long size, string? target) =>
        new(path, kind, entry.Mode, size, entry.UserId, entry.GroupId, entry.ModifiedAt, target);
}
