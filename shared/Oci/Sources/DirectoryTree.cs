using Attestry.Oci.Layers;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Sources;

/// <summary>
/// An unpacked root file system, read in place: each entry is shown to a visitor as those of a layer are. Links are shown and
/// never followed; a file is opened only when its content is asked for.
/// </summary>
/// <param name="path">Of the directory.</param>
public sealed class DirectoryTree(string path)
{
    // What the kernel shows there is no file of an image; in one that was unpacked they are empty.
    private static readonly string[] Kernel = ["proc", "sys", "dev"];

    public string Name => path;

    /// <summary>Shows every entry, folders before what is in them, names in ordinal order. Digest and compressed size have no meaning here: empty and 0.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public async Task<LayerReport> ReadAsync(LayerLimits limits, ILayerVisitor visitor, CancellationToken cancellation)
    {
        var root = new DirectoryInfo(path);
        if (!root.Exists)
            throw new DirectoryNotFoundException($"There is no directory {path}.");
        var findings = new FindingList(limits.Findings);
        var walk = new Walk(limits, visitor, findings);
        await walk.ReadAsync(root, "", 1, cancellation);
        return new(walk.Complete, default, 0, walk.Bytes, walk.Entries, findings.ToList());
    }

    private sealed class Walk(LayerLimits limits, ILayerVisitor visitor, FindingList findings)
    {
        public bool Complete { get; private set; } = true;

        public long Entries { get; private set; }

        public long Bytes { get; private set; }

        public async ValueTask ReadAsync(DirectoryInfo folder, string prefix, int depth, CancellationToken cancellation)
        {
            if (depth > limits.PathDepth)
            {
                Miss(LayerFindings.PathTooDeep, $"A path has more than {limits.PathDepth} components.", prefix);
                return;
            }
            foreach (var entry in List(folder, prefix))
            {
                cancellation.ThrowIfCancellationRequested();
                if (Entries >= limits.Entries)
                {
                    Miss(LayerFindings.TooManyEntries, $"There are more than {limits.Entries} entries.", prefix);
                    return;
                }
                Entries++;
                await ShowAsync(entry, prefix + entry.Name, depth, cancellation);
            }
        }

        private async ValueTask ShowAsync(FileSystemInfo info, string name, int depth, CancellationToken cancellation)
        {
            var kind = Kind(info);
            var size = kind is LayerEntryKind.RegularFile ? ((FileInfo)info).Length : 0;
            // Links have every permission and none of them counts.
            var mode = kind is LayerEntryKind.SymbolicLink ? 0 : (int)info.UnixFileMode;
            var entry = new LayerEntry(name, kind, mode, size, 0, 0, info.LastWriteTimeUtc, kind is LayerEntryKind.SymbolicLink ? info.LinkTarget : null);
            Bytes += size;
            try
            {
                await using Stream content = kind is LayerEntryKind.RegularFile ? new FileOnDemand(info.FullName, size) : Stream.Null;
                await visitor.VisitAsync(entry, content, cancellation);
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException)
            {
                Miss(LayerFindings.FileUnreadable, "A file cannot be read.", name);
            }
            if (info is DirectoryInfo folder && kind is LayerEntryKind.Directory && !(depth == 1 && Array.IndexOf(Kernel, info.Name) >= 0))
                await ReadAsync(folder, name + "/", depth + 1, cancellation);
        }

        private static LayerEntryKind Kind(FileSystemInfo info) =>
            info.LinkTarget is not null ? LayerEntryKind.SymbolicLink : info is DirectoryInfo ? LayerEntryKind.Directory : LayerEntryKind.RegularFile;

        private FileSystemInfo[] List(DirectoryInfo folder, string prefix)
        {
            try
            {
                var entries = folder.GetFileSystemInfos();
                Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
                return entries;
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException)
            {
                Miss(LayerFindings.FileUnreadable, "A directory cannot be read.", prefix);
                return [];
            }
        }

        private void Miss(string id, string message, string where)
        {
            Complete = false;
            findings.Add(id, Severity.High, message, where);
        }
    }
}
