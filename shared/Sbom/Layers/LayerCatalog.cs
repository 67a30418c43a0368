using Attestry.Oci.Layers;
using Attestry.Primitives;
using Attestry.Sbom.Executables;

namespace Attestry.Sbom.Layers;

/// <summary>
/// What one layer brings, independent of the images that use it: enough to lay layers over one another without reading
/// them again. Lists are sorted ordinally.
/// </summary>
/// <param name="Layer">Digest of the layer as it lies in the registry.</param>
/// <param name="Cataloger">Version of the table of catalogers.</param>
/// <param name="Report">What the pass over the layer came to. Only what is complete may be kept for other images.</param>
/// <param name="Files">Everything but directories; each hides what lower layers have at its path and below it.</param>
/// <param name="Directories">Each hides a file that lower layers have at its path.</param>
/// <param name="Whiteouts">Paths of lower layers that are gone, with what is below them.</param>
/// <param name="OpaqueDirectories">Directories of whose content in lower layers nothing is left.</param>
public sealed record LayerCatalog(
    Digest Layer,
    string Cataloger,
    LayerReport Report,
    IReadOnlyList<LayerSource> Sources,
    IReadOnlyList<string> Files,
    IReadOnlyList<string> Directories,
    IReadOnlyList<string> Whiteouts,
    IReadOnlyList<string> OpaqueDirectories)
{
    /// <summary>Of each of <see cref="Files"/>, in their order, its bytes; 0 for links and devices.</summary>
    public IReadOnlyList<long> Sizes { get; init; } = [];

    /// <summary>Every ELF program and shared object, whatever its permissions.</summary>
    public IReadOnlyList<LayerExecutable> Executables { get; init; } = [];

    public LayerMarks Marks { get; init; } = LayerMarks.None;
}
