using System.Globalization;
using System.Text;

namespace Attestry.HostAgent.Executables;

/// <summary>Reads <c>/proc/PID/maps</c> (proc_pid_maps(5)).</summary>
internal static class ProcessMaps
{
    private const string Deleted = " (deleted)";

    /// <returns>The executable mappings of files; not those without a file, such as vdso.</returns>
    internal static IEnumerable<MappedFile> ReadExecutable(IEnumerable<string> lines) =>
        lines.Select(Read).OfType<MappedFile>();

    private static MappedFile? Read(string line)
    {
        // address perms offset dev inode pathname; only the last one may hold spaces.
        var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
        if (fields is not [var range, var access, var offset, _, not "0", var path] || access.Length != 4 || access[2] != 'x' || !path.StartsWith('/'))
            return null;
        if (range.Split('-') is not [var start, var end] || !TryHex(start, out var from) || !TryHex(end, out var to) || !TryHex(offset, out var at) || to <= from)
            return null;
        var deleted = path.EndsWith(Deleted, StringComparison.Ordinal);
        return new(from, to, access[..3], at, Unescape(deleted ? path[..^Deleted.Length] : path), deleted);
    }

    private static bool TryHex(string text, out long value) => long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0;

    /// <summary>A line break is written as \012.</summary>
    private static string Unescape(string path) => path.Contains("\\012", StringComparison.Ordinal) ? new StringBuilder(path).Replace("\\012", "\n").ToString() : path;
}
