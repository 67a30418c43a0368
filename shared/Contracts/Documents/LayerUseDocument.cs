using Attestry.Primitives;

namespace Attestry.Contracts.Documents;

/// <summary>
/// That an artifact has a layer. Whether a later layer hides a file of it is in the artifact's evidence <c>executables</c>.
/// </summary>
/// <param name="Id"><c>layer digest|artifact</c>.</param>
public sealed record LayerUseDocument(string Id, Digest Layer, string Artifact) : IDocument
{
    public static string KeyOf(Digest layer, string artifact) => $"{layer}|{artifact}";
}
