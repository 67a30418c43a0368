using System.Text.RegularExpressions;

namespace Attestry.Tpm.AllowLists;

/// <summary>Files that may be measured: by path and digest, by digest alone, or by a pattern of paths that nobody looks at. Immutable.</summary>
public sealed class AllowList
{
    /// <summary>In the place of a keyring's name: all of them.</summary>
    private const string AllKeyrings = "*";

    private readonly Dictionary<string, HashSet<string>> _paths;
    private readonly HashSet<string> _digests;
    private readonly Dictionary<string, HashSet<string>> _buffers;
    private readonly HashSet<string> _ignored;
    private readonly IReadOnlyList<Regex> _excludes;

    /// <param name="paths">Hexadecimal digests by path.</param>
    /// <param name="digests">Hexadecimal digests of files wherever they lie.</param>
    /// <param name="buffers">Hexadecimal digests by name of keyring or buffer.</param>
    /// <param name="ignored">Keyrings whose keys nobody looks at.</param>
    internal AllowList(
        Dictionary<string, HashSet<string>> paths, HashSet<string> digests, Dictionary<string, HashSet<string>> buffers, HashSet<string> ignored, IReadOnlyList<Regex> excludes) =>
        (_paths, _digests, _buffers, _ignored, _excludes) = (paths, digests, buffers, ignored, excludes);

    public int Count => _paths.Count + _digests.Count + _buffers.Count;

    /// <summary>The files that are named by path; of each digest only the hexadecimal digits are known.</summary>
    public IEnumerable<FileMeasurement> Files =>
        _paths.SelectMany(path => path.Value.Select(hex => new FileMeasurement(hex, path.Key, IsBuffer: false)));

    public AllowedVerdict Judge(FileMeasurement file)
    {
        var hex = HexOf(file.Digest);
        var known = file.IsBuffer ? _buffers.GetValueOrDefault(file.Path) : _paths.GetValueOrDefault(file.Path);
        if (known?.Contains(hex) == true || (!file.IsBuffer && _digests.Contains(hex)))
            return AllowedVerdict.Allowed;
        if (IsIgnored(file) || _excludes.Any(pattern => Matches(pattern, file.Path)))
            return AllowedVerdict.Allowed;
        return known is null ? AllowedVerdict.Unknown : AllowedVerdict.OtherContent;
    }

    /// <summary>Of <c>sha256:…</c> or <c>verity:sha256:…</c> what is behind the algorithm.</summary>
    internal static string HexOf(string digest) => digest[(digest.LastIndexOf(':') + 1)..];

    /// <summary>All keyrings have names that begin with a dot, or <c>_</c> as of processes; what else is a buffer, such as a command line, is not ignored with them.</summary>
    private bool IsIgnored(FileMeasurement file) =>
        file.IsBuffer && (_ignored.Contains(file.Path) || (_ignored.Contains(AllKeyrings) && file.Path is ['.' or '_', ..]));

    /// <summary>A pattern that takes too long excludes nothing.</summary>
    private static bool Matches(Regex pattern, string path)
    {
        try
        {
            return pattern.IsMatch(path);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
