using Attestry.Primitives;

namespace Attestry.Contracts.Documents;

/// <summary>
/// That an image's layers, all of them, have a chain ID (OCI Image Spec 1.1, config.md): whoever has it at its bottom is built on that image.
/// </summary>
/// <param name="Id"><c>chain|artifact|image</c>.</param>
/// <param name="Image">Digest of the platform's manifest; the artifact may be an index of several.</param>
/// <param name="Name"><c>registry/repository</c>.</param>
public sealed record LayerChainDocument(string Id, Digest Chain, int Layers, string Artifact, Digest Image, string Name) : IDocument
{
    public static string KeyOf(Digest chain, string artifact, Digest image) => $"{chain}|{artifact}|{image}";
}
