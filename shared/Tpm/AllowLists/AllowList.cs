using System.Text.RegularExpressions;

namespace Attestry.Tpm.AllowLists;

/// <summary>Files that may be measured: by path and digest, by digest alone, or by a pattern of paths that nobody looks at. Immutable.</summary>
public sealed class AllowList
{
    private readonly Dictionary<string, HashSet<string>> _paths;
    private readonly HashSet<string> _digests;
    private readonly Dictionary<string, HashSet<string>> _buffers;
    private readonly IReadOnlyList<Regex> _excludes;

    /// <param name="paths">Hexadecimal digests by path.</param>
    /// <param name="digests">Hexadecimal digests of files wherever they lie.</param>
    /// <param name="buffers">Hexadecimal digests by name of keyring or buffer.</param>
    internal AllowList(Dictionary<string, HashSet<string>> paths, HashSet<string> digests, Dictionary<string, HashSet<string>> buffers, IReadOnlyList<Regex> excludes) =>
        (_paths, _digests, _buffers, _excludes) = (paths, digests, buffers, excludes);

    public int Count => _paths.Count + _digests.Count + _buffers.Count;

    public AllowedVerdict Judge(FileMeasurement file)
    {
        var hex = file.Digest[(file.Digest.LastIndexOf(':') + 1)..];
        var known = file.IsBuffer ? _buffers.GetValueOrDefault(file.Path) : _paths.GetValueOrDefault(file.Path);
        if (known?.Contains(hex) == true || (!file.IsBuffer && _digests.Contains(hex)))
            return AllowedVerdict.Allowed;
        if (!file.IsBuffer && _excludes.Any(pattern => Matches(pattern, file.Path)))
            return AllowedVerdict.Allowed;
        return known is null ? AllowedVerdict.Unknown : AllowedVerdict.OtherContent;
    }

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
