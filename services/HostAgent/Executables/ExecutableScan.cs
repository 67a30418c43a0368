using System.Globalization;
using System.Security.Cryptography;
using Attestry.HostAgent.Containers;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Protocol;

namespace Attestry.HostAgent.Executables;

/// <summary>
/// Hashes what the processes of containers run: the pages in their memory, and the files that these came from. A page that was changed
/// after it was loaded gives another root than the file's in the image.
/// </summary>
/// <param name="proc">Where procfs is.</param>
internal sealed class ExecutableScan(string proc)
{
    /// <summary>Of one scan; hashing more would make the agent a burden.</summary>
    private const long MostBytes = 4L << 30;

    private readonly byte[] _page = new byte[PageTree.PageSize];
    // Of one scan: a container could write a file anew and give it its old time again.
    private readonly Dictionary<(string Path, long Length, DateTime Written), string> _known = [];
    private long _bytes;

    /// <param name="wanted">SHA-256 of files, <c>sha256:…</c>; null: all that run.</param>
    internal IReadOnlyList<MappedExecutable> Scan(IEnumerable<RunningContainer> containers, IReadOnlySet<string>? wanted, CancellationToken cancellation)
    {
        _bytes = 0;
        _known.Clear();
        var found = new Dictionary<string, MappedExecutable>(StringComparer.Ordinal);
        foreach (var container in containers.Where(container => container.ProcessId > 0))
        foreach (var process in ProcessesOf(container))
        foreach (var maps in MapsOf(process).GroupBy(map => map.Path, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            if (found.Count >= HostLimits.Executables || _bytes >= MostBytes)
                return [.. found.Values];
            // Processes of one program differ only when one of them was changed.
            if (Read(container, process, [.. maps], wanted) is { } executable)
                found.TryAdd(string.Join('\n', [executable.ContainerId, executable.Path, executable.File, .. executable.Segments.Select(part => part.Root)]), executable);
        }
        return [.. found.Values];
    }

    /// <summary>The first process, and those whose control group has the container's id in its name, as all engines name it.</summary>
    private IEnumerable<int> ProcessesOf(RunningContainer container)
    {
        yield return container.ProcessId;
        if (container.Id.Length < 12)
            yield break;
        foreach (var folder in Directory.EnumerateDirectories(proc))
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process) && process != container.ProcessId
                && Lines(Path.Combine(folder, "cgroup")).Any(line => line.Contains(container.Id, StringComparison.Ordinal)))
                yield return process;
    }

    // What can be written is no longer the file's.
    private IEnumerable<MappedFile> MapsOf(int process) =>
        ProcessMaps.ReadExecutable(Lines(Of(process, "maps"))).Where(map => map.Access[1] != 'w' && map.Path.Length <= HostLimits.PathCharacters);

    private MappedExecutable? Read(RunningContainer container, int process, IReadOnlyList<MappedFile> maps, IReadOnlySet<string>? wanted)
    {
        using var file = Open(process, maps[0]);
        if (file is null || Whole(file, maps[0].Path) is not { } digest || wanted?.Contains(digest) == false)
            return null;
        using var memory = SafeOpen.Read(Of(process, "mem"));
        if (memory is null)
            return null;
        var segments = new List<MappedSegment>();
        foreach (var map in maps)
        {
            var pages = (map.End - map.Start) / PageTree.PageSize;
            if (Hash(memory, map.Start, pages) is not { } root)
                return null;
            if (segments.Count == HostLimits.Segments)
                return null;
            segments.Add(new(map.Offset, pages, map.Access, root));
        }
        return new(container.Id, maps[0].Path, digest, segments);
    }

    /// <summary>
    /// The very file that is mapped, though another may be at its path by now: the kernel shows it to those with CAP_SYS_ADMIN or
    /// CAP_CHECKPOINT_RESTORE. Others get what is at the path.
    /// </summary>
    private FileStream? Open(int process, MappedFile map) =>
        SafeOpen.Read(Of(process, string.Create(CultureInfo.InvariantCulture, $"map_files/{map.Start:x}-{map.End:x}")))
        ?? (map.IsDeleted ? null : SafeOpen.Read(Of(process, "root") + map.Path));

    /// <returns>Null when it cannot be read, as when the process ended, or is too much.</returns>
    private string? Hash(FileStream memory, long offset, long pages)
    {
        if (pages * PageTree.PageSize > MostBytes - _bytes)
            return null;
        _bytes += pages * PageTree.PageSize;
        var tree = new PageTree();
        try
        {
            for (var page = 0L; page < pages; page++)
                tree.Append(PageTree.Leaf(_page.AsSpan(0, ReadPage(memory, offset + page * PageTree.PageSize))));
        }
        catch (IOException)
        {
            return null;
        }
        return tree.Root().Text;
    }

    private int ReadPage(FileStream stream, long offset)
    {
        var filled = 0;
        while (filled < _page.Length && RandomAccess.Read(stream.SafeFileHandle, _page.AsSpan(filled), offset + filled) is > 0 and var read)
            filled += read;
        return filled;
    }

    private string? Whole(FileStream file, string path)
    {
        try
        {
            var key = (path, file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle));
            if (_known.TryGetValue(key, out var known))
                return known;
            if (file.Length > MostBytes - _bytes)
                return null;
            _bytes += file.Length;
            file.Position = 0;
            return _known[key] = Digest.FromHash(HashAlgorithmName.SHA256, SHA256.HashData(file)).Text;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string Of(int process, string name) => Path.Combine(proc, process.ToString(CultureInfo.InvariantCulture), name);

    // A process may end while it is looked at.
    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
