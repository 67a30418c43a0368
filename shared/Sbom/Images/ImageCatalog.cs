using Attestry.Primitives.Findings;
using Attestry.Sbom.Layers;

namespace Attestry.Sbom.Images;

/// <summary>What an image holds once its layers lie on top of one another.</summary>
/// <param name="Os">Null when there is no readable os-release.</param>
/// <param name="Packages">Each package URL once, in ordinal order.</param>
/// <param name="Users">Names to numbers, of <c>/etc/passwd</c>; empty without one.</param>
/// <param name="Findings">Of layers, then of the files that are left.</param>
public sealed record ImageCatalog(
    OsRelease? Os,
    IReadOnlyList<ImagePackage> Packages,
    IReadOnlyDictionary<string, long> Users,
    IReadOnlyList<Finding> Findings)
{
    public ImageHygiene Hygiene { get; init; } = ImageHygiene.Empty;

    /// <summary>Every ELF program and shared object that is left, in ordinal order of paths.</summary>
    public IReadOnlyList<ImageExecutable> Executables { get; init; } = [];

    /// <param name="layers">Bottom layer first.</param>
    public static ImageCatalog Merge(IEnumerable<LayerCatalog> layers)
    {
        var stack = new LayerStack();
        foreach (var layer in layers)
            stack.Push(layer);
        return stack.Finish();
    }
}
