using Attestry.Primitives;

namespace Attestry.Contracts.Documents;

/// <summary>
/// That a layer brings an executable: from the digest that a host measured to the layers that hold such a file, and from those
/// (<see cref="LayerUseDocument"/>) to the artifacts. Kept once for each layer, however many images share it.
/// </summary>
/// <param name="Id"><c>file digest|layer digest</c>.</param>
/// <param name="File">SHA-256 of the file.</param>
/// <param name="Paths">Where it lies in the layer; sorted.</param>
public sealed record ExecutableDocument(string Id, Digest File, Digest Layer, long Size, IReadOnlyList<string> Paths) : IDocument
{
    public static string KeyOf(Digest file, Digest layer) => $"{file}|{layer}";
}
