using System.Security.Cryptography;
using System.Text;
using Attestry.Primitives;

namespace Attestry.Sbom.Bases;

/// <summary>Names a stack of layers by one digest (OCI Image Spec 1.1, config.md §layer ChainID), so that a base is looked up and not searched for.</summary>
public static class LayerChain
{
    /// <summary>The chain ID of each prefix of the stack: the first is that of the bottom layer alone, the last that of the whole image.</summary>
    /// <param name="diffIds">Bottom first; empty digests (of layers that were not read) end the list.</param>
    public static IReadOnlyList<Digest> Of(IEnumerable<Digest> diffIds)
    {
        var chains = new List<Digest>();
        foreach (var diffId in diffIds.TakeWhile(d => !d.IsEmpty))
            chains.Add(chains is [.., var below] ? Above(below, diffId) : diffId);
        return chains;
    }

    private static Digest Above(Digest chain, Digest diffId) =>
        Digest.FromHash(HashAlgorithmName.SHA256, SHA256.HashData(Encoding.ASCII.GetBytes($"{chain} {diffId}")));
}
