using Attestry.Oci.Layers;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Secrets;

namespace Attestry.Sbom.Layers;

/// <summary>Gathers what a layer's entries are marked by. A path that comes again later in the archive counts as it is there.</summary>
internal sealed class MarkCollector
{
    private const int SetIdBits = 0b110 << 9;
    private const int StickyBit = 1 << 9;
    private const int OthersWrite = 0b010;

    private readonly HashSet<string> _setuid = new(StringComparer.Ordinal);
    private readonly HashSet<string> _writable = new(StringComparer.Ordinal);
    private readonly HashSet<string> _secretive = new(StringComparer.Ordinal);
    private readonly List<LayerSecret> _secrets = [];

    public void Add(LayerEntry entry)
    {
        var isFile = entry.Kind is LayerEntryKind.RegularFile or LayerEntryKind.HardLink;
        var isFolder = entry.Kind is LayerEntryKind.Directory;
        Mark(_setuid, entry.Path, isFile && (entry.Mode & SetIdBits) != 0);
        Mark(_writable, entry.Path, (entry.Mode & OthersWrite) != 0 && (isFile || (isFolder && (entry.Mode & StickyBit) == 0)));
        if (_secretive.Remove(entry.Path))
            _secrets.RemoveAll(s => s.Path == entry.Path);
    }

    public void Add(IReadOnlyList<LayerSecret> secrets)
    {
        foreach (var secret in secrets.Take(SbomLimits.HygieneItems - _secrets.Count))
        {
            _secrets.Add(secret);
            _secretive.Add(secret.Path);
        }
    }

    public LayerMarks Finish() => new(Sorted(_setuid), Sorted(_writable), [.. _secrets.OrderBy(s => s.Path, StringComparer.Ordinal).ThenBy(s => s.Line)]);

    private static void Mark(HashSet<string> marked, string path, bool isMarked)
    {
        if (!isMarked)
            marked.Remove(path);
        else if (marked.Count < SbomLimits.HygieneItems)
            marked.Add(path);
    }

    private static string[] Sorted(HashSet<string> paths) => [.. paths.Order(StringComparer.Ordinal)];
}
