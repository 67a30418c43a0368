using Attestry.Sbom.Layers;

namespace Attestry.Sbom.Images;

/// <summary>.NET assemblies whose application says in a <c>deps.json</c> beside or above them which packages they are from: that knows better than the assembly.</summary>
internal sealed class DescribedAssemblies(IEnumerable<LayerSource> sources)
{
    private readonly HashSet<string> _folders = sources
        .Where(s => s.Cataloger == "dotnet-deps" && s.Packages.Count > 0)
        .Select(s => Folder(s.Path))
        .ToHashSet(StringComparer.Ordinal);

    public bool Covers(LayerSource source)
    {
        if (source.Cataloger != "dotnet-assembly" || _folders.Count == 0)
            return false;
        for (var folder = Folder(source.Path); ; folder = Folder(folder))
        {
            if (_folders.Contains(folder))
                return true;
            if (folder.Length == 0)
                return false;
        }
    }

    private static string Folder(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";
}
