using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.TransparencyLog;

/// <summary>What a log states about its tree (C2SP tlog-checkpoint); authentic only with the note's signature.</summary>
internal sealed record Checkpoint(string Origin, long TreeSize, ReadOnlyMemory<byte> RootHash)
{
    internal static bool TryParse(string text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        // Origin, size, root hash, then lines of extensions, each ended by a newline.
        if (text.Split('\n') is not [{ Length: > 0 } origin, { Length: > 0 } size, var root, _, ..])
            return false;
        if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var treeSize) || (size[0] == '0' && size.Length > 1))
            return false;
        try
        {
            checkpoint = new(origin, treeSize, CanonicalBase64.Decode(root));
            return checkpoint.RootHash.Length == MerkleTree.HashBytes;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
