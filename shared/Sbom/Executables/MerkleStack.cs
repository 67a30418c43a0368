using System.Security.Cryptography;

namespace Attestry.Sbom.Executables;

/// <summary>
/// A Merkle tree hash (RFC 6962 §2.1, SHA-256) over leaves as they come, in the memory of one path: complete subtrees are
/// folded as soon as two of a size stand beside each other.
/// </summary>
internal sealed class MerkleStack
{
    private readonly List<byte[]> _subtrees = [];

    public long Leaves { get; private set; }

    /// <param name="leaf">Hash of the leaf, <see cref="Leaf"/>.</param>
    public void Push(byte[] leaf)
    {
        // As many subtrees fold as the number of leaves ends in ones.
        for (var bits = Leaves++; (bits & 1) == 1; bits >>= 1)
        {
            leaf = Node(_subtrees[^1], leaf);
            _subtrees.RemoveAt(_subtrees.Count - 1);
        }
        _subtrees.Add(leaf);
    }

    public byte[] Root()
    {
        if (_subtrees.Count == 0)
            return SHA256.HashData([]);
        var root = _subtrees[^1];
        for (var i = _subtrees.Count - 2; i >= 0; i--)
            root = Node(_subtrees[i], root);
        return root;
    }

    /// <param name="prefixed">A zero byte and the leaf.</param>
    internal static byte[] Leaf(ReadOnlySpan<byte> prefixed) => SHA256.HashData(prefixed);

    private static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> node = stackalloc byte[65];
        node[0] = 1;
        left.CopyTo(node[1..]);
        right.CopyTo(node[33..]);
        return SHA256.HashData(node);
    }
}
