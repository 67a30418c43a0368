using System.Numerics;
using System.Security.Cryptography;

namespace Attestry.Sigstore.TransparencyLog;

/// <summary>Merkle trees of transparency logs over SHA-256 (RFC 6962 §2.1).</summary>
public static class MerkleTree
{
    public const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary><c>SHA-256(0x00 || entry)</c>.</summary>
    public static byte[] HashLeaf(ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        hash.AppendData(entry);
        return hash.GetHashAndReset();
    }

    /// <summary><c>SHA-256(0x01 || left || right)</c>.</summary>
    public static byte[] HashChildren(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => SHA256.HashData([1, .. left, .. right]);

    /// <summary>Is the leaf at <paramref name="index"/> of the tree with that root (RFC 9162 §2.1.3.2)?</summary>
    /// <param name="proof">The audit path, from the leaf up.</param>
    public static bool Includes(
        ReadOnlySpan<byte> leafHash,
        long index,
        long treeSize,
        IReadOnlyList<ReadOnlyMemory<byte>> proof,
        ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= treeSize || leafHash.Length != HashBytes || proof.Any(hash => hash.Length != HashBytes))
            return false;
        var (node, last, hash) = (index, treeSize - 1, leafHash.ToArray());
        foreach (var sibling in proof)
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = HashChildren(sibling.Span, hash);
                // A node without a right sibling moves up unhashed until it is one itself.
                var up = BitOperations.TrailingZeroCount(node);
                (node, last) = (node >> up, last >> up);
            }
            else
            {
                hash = HashChildren(hash, sibling.Span);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && CryptographicOperations.FixedTimeEquals(hash, root);
    }

    /// <summary>Is the tree of <paramref name="first"/> leaves a beginning of that of <paramref name="second"/> (RFC 9162 §2.1.4.2)?</summary>
    public static bool Extends(
        long first,
        ReadOnlySpan<byte> firstRoot,
        long second,
        ReadOnlySpan<byte> secondRoot,
        IReadOnlyList<ReadOnlyMemory<byte>> proof)
    {
        if (first <= 0 || second < first || proof.Any(hash => hash.Length != HashBytes))
            return false;
        if (first == second)
            return proof.Count == 0 && CryptographicOperations.FixedTimeEquals(firstRoot, secondRoot);
        // A tree of a power of two leaves is itself the first node of the path.
        ReadOnlyMemory<byte>[] path = BitOperations.IsPow2(first) ? [firstRoot.ToArray(), .. proof] : [.. proof];
        if (path.Length == 0)
            return false;
        var shift = BitOperations.TrailingZeroCount(~(first - 1));
        var (node, last) = ((first - 1) >> shift, (second - 1) >> shift);
        var (old, grown) = (path[0].ToArray(), path[0].ToArray());
        foreach (var sibling in path.AsSpan(1))
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                (old, grown) = (HashChildren(sibling.Span, old), HashChildren(sibling.Span, grown));
                var up = BitOperations.TrailingZeroCount(node);
                (node, last) = (node >> up, last >> up);
            }
            else
            {
                grown = HashChildren(grown, sibling.Span);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && CryptographicOperations.FixedTimeEquals(old, firstRoot) && CryptographicOperations.FixedTimeEquals(grown, secondRoot);
    }
}
