using System.Text.Json.Serialization;
using Attestry.Primitives;

namespace Attestry.Sbom.Executables;

/// <summary>An ELF program or shared object of a layer, so that what a host measures can be joined to the image that brought it.</summary>
/// <param name="Path">In the image's root, without leading slash.</param>
/// <param name="Digest">SHA-256 of the whole file.</param>
/// <param name="Segments">Empty when the program headers cannot be followed.</param>
public sealed record LayerExecutable(string Path, Digest Digest, long Size, IReadOnlyList<ExecutableSegment> Segments)
{
    /// <summary>How it was linked; null when its headers do not tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ElfFacts? Facts { get; init; }
}
