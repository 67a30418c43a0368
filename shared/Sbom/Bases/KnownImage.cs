using Attestry.Primitives;

namespace Attestry.Sbom.Bases;

/// <summary>An image that others may be built on.</summary>
/// <param name="Name"><c>registry/repository</c>, or as a person named it.</param>
/// <param name="Digest">Of its manifest.</param>
/// <param name="Chain">Chain ID of all its layers.</param>
/// <param name="Layers">How many they are.</param>
public sealed record KnownImage(string Name, Digest Digest, Digest Chain, int Layers)
{
    /// <summary>Null of an image without layers, on which nothing can be seen to be built.</summary>
    public static KnownImage? Of(string name, Digest digest, IReadOnlyList<Digest> diffIds) =>
        LayerChain.Of(diffIds) is { Count: > 0 } chains && chains.Count == diffIds.Count ? new(name, digest, chains[^1], chains.Count) : null;
}
