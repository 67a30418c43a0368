using Attestry.Oci.Layers;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Sources;

/// <summary>Lists a directory and everything below it, in order.</summary>
internal sealed class DirectoryWalk(LayerLimits limits)
{
    // What the kernel shows there is no file of an image; in one that was unpacked they are empty.
    private static readonly string[] Kernel = ["proc", "sys", "dev"];

    private long _entries;

    internal IEnumerable<DirectoryItem> Below(DirectoryInfo root) => Below(root, "", 1);

    private IEnumerable<DirectoryItem> Below(DirectoryInfo folder, string prefix, int depth)
    {
        if (depth > limits.PathDepth)
        {
            yield return new(prefix, LayerFindings.PathTooDeep, $"A path has more than {limits.PathDepth} components.");
            yield break;
        }
        if (List(folder) is not { } list)
        {
            yield return Unreadable(prefix, "A directory cannot be read.");
            yield break;
        }
        foreach (var info in list)
        {
            if (_entries >= limits.Entries)
            {
                yield return new(prefix, LayerFindings.TooManyEntries, $"There are more than {limits.Entries} entries.");
                yield break;
            }
            _entries++;
            var item = Item(info, prefix + info.Name);
            yield return item;
            if (item.Entry is not { Kind: LayerEntryKind.Directory } || (depth == 1 && Array.IndexOf(Kernel, info.Name) >= 0))
                continue;
            foreach (var below in Below((DirectoryInfo)info, $"{prefix}{info.Name}/", depth + 1))
                yield return below;
        }
    }

    private static DirectoryItem Item(FileSystemInfo info, string name)
    {
        try
        {
            // To ask each file for the target that only links have would take as long as to look at it.
            var link = info.Attributes.HasFlag(FileAttributes.ReparsePoint) ? info.LinkTarget : null;
            var kind = link is not null ? LayerEntryKind.SymbolicLink : info is DirectoryInfo ? LayerEntryKind.Directory : LayerEntryKind.RegularFile;
            var size = kind is LayerEntryKind.RegularFile ? ((FileInfo)info).Length : 0;
            // Links have every permission and none of them counts.
            var mode = kind is LayerEntryKind.SymbolicLink ? 0 : (int)info.UnixFileMode;
            return new(name, new LayerEntry(name, kind, mode, size, 0, 0, info.LastWriteTimeUtc, link), info.FullName);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return Unreadable(name, "A file cannot be read.");
        }
    }

    private static FileSystemInfo[]? List(DirectoryInfo folder)
    {
        try
        {
            var entries = folder.GetFileSystemInfos();
            Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
            return entries;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return null;
        }
    }

    private static DirectoryItem Unreadable(string where, string message) => new(where, LayerFindings.FileUnreadable, message);
}
