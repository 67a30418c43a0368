using System.Security.Cryptography;

namespace Attestry.Primitives;

/// <summary>
/// A Merkle tree hash (RFC 6962 §2.1, SHA-256) over pages of 4096 bytes as they come, in the memory of one path: what the loadable
/// part of an executable is known by, in an image and in the memory of a process alike.
/// </summary>
public sealed class PageTree
{
    /// <summary>In bytes; a file's last page counts as filled with zeros, as the system maps it.</summary>
    public const int PageSize = 4096;

    private readonly List<byte[]> _subtrees = [];

    public long Pages { get; private set; }

    /// <summary>What a page is in the tree; worth keeping when it belongs to several.</summary>
    /// <param name="page">At most <see cref="PageSize"/> bytes.</param>
    public static byte[] Leaf(ReadOnlySpan<byte> page)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(page.Length, PageSize, nameof(page));
        Span<byte> leaf = stackalloc byte[1 + PageSize];
        leaf[(1 + page.Length)..].Clear();
        leaf[0] = 0;
        page.CopyTo(leaf[1..]);
        return SHA256.HashData(leaf);
    }

    /// <param name="leaf">Of the next page, <see cref="Leaf"/>.</param>
    public void Append(byte[] leaf)
    {
        // As many subtrees fold as the number of leaves ends in ones.
        for (var bits = Pages++; (bits & 1) == 1; bits >>= 1)
        {
            leaf = Node(_subtrees[^1], leaf);
            _subtrees.RemoveAt(_subtrees.Count - 1);
        }
        _subtrees.Add(leaf);
    }

    public Digest Root()
    {
        if (_subtrees.Count == 0)
            return Digest.FromHash(HashAlgorithmName.SHA256, SHA256.HashData([]));
        var root = _subtrees[^1];
        for (var i = _subtrees.Count - 2; i >= 0; i--)
            root = Node(_subtrees[i], root);
        return Digest.FromHash(HashAlgorithmName.SHA256, root);
    }

    private static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> node = stackalloc byte[65];
        node[0] = 1;
        left.CopyTo(node[1..]);
        right.CopyTo(node[33..]);
        return SHA256.HashData(node);
    }
}
