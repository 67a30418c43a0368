using Attestry.Sbom.Layers;

namespace Attestry.Sbom.Images;

/// <summary>The files of layers that lie over one another: which are left, and how many bytes of each layer nobody sees.</summary>
internal sealed class FileStack
{
    private readonly Dictionary<string, (long Size, int Layer)> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);
    private readonly List<long> _wasted = [];

    public IReadOnlyList<long> Wasted => _wasted;

    public bool Has(string path) => _files.ContainsKey(path);

    public void Push(LayerCatalog layer, LayerShadow shadow)
    {
        var number = _wasted.Count;
        _wasted.Add(0);
        // Only these hide more than the path that they are at; to look at every file for the others would take long.
        var hidesTrees = layer.Whiteouts.Count > 0 || layer.OpaqueDirectories.Count > 0 || (number > 0 && layer.Files.Any(_directories.Contains));
        if (hidesTrees)
        {
            foreach (var path in _files.Keys.Where(shadow.Covers).ToArray())
                Waste(path);
        }
        foreach (var directory in layer.Directories)
        {
            Waste(directory);
            _directories.Add(directory);
        }
        for (var i = 0; i < layer.Files.Count; i++)
        {
            Waste(layer.Files[i]);
            AddFolders(layer.Files[i]);
            _files[layer.Files[i]] = (i < layer.Sizes.Count ? layer.Sizes[i] : 0, number);
        }
    }

    // Archives need not name the folders of their files.
    private void AddFolders(string path)
    {
        var slash = path.LastIndexOf('/');
        while (slash > 0 && _directories.Add(path[..slash]))
            slash = path.LastIndexOf('/', slash - 1);
    }

    private void Waste(string path)
    {
        if (_files.Remove(path, out var file))
            _wasted[file.Layer] += file.Size;
    }
}
