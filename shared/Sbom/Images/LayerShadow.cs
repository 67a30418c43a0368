using Attestry.Sbom.Layers;

namespace Attestry.Sbom.Images;

/// <summary>Which paths of lower layers a layer hides: by whiteouts, opaque directories, and by what it has there itself.</summary>
internal sealed class LayerShadow(LayerCatalog layer)
{
    private readonly HashSet<string> _files = new(layer.Files, StringComparer.Ordinal);
    private readonly HashSet<string> _directories = new(layer.Directories, StringComparer.Ordinal);
    private readonly HashSet<string> _whiteouts = new(layer.Whiteouts, StringComparer.Ordinal);
    private readonly HashSet<string> _opaque = new(layer.OpaqueDirectories, StringComparer.Ordinal);

    /// <param name="path">Of a file in a lower layer.</param>
    public bool Covers(string path)
    {
        if (_files.Contains(path) || _directories.Contains(path) || _whiteouts.Contains(path))
            return true;
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            var folder = path[..slash];
            // A file where a folder was takes the folder's content with it.
            if (_files.Contains(folder) || _whiteouts.Contains(folder) || _opaque.Contains(folder))
                return true;
        }
        return _opaque.Contains("");
    }
}
