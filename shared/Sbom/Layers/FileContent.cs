using Attestry.Sbom.Executables;
using Attestry.Sbom.Secrets;

namespace Attestry.Sbom.Layers;

/// <summary>What the content of one file told.</summary>
/// <param name="Source">Null when no cataloger looked at it.</param>
/// <param name="Executable">Null when it is no ELF program or shared object.</param>
internal sealed record FileContent(LayerSource? Source, LayerExecutable? Executable, IReadOnlyList<LayerSecret> Secrets)
{
    internal static readonly FileContent Nothing = new(null, null, []);
}
