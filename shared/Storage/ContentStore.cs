using System.IO.Compression;
using Attestry.Primitives;

namespace Attestry.Storage;

/// <summary>The content store over any document store: each content is cut into pieces of 4 MiB, each a gzipped document.</summary>
public sealed class ContentStore(IDocumentStore store) : IContentStore
{
    private const int ChunkBytes = 4 << 20;

    private readonly IDocumentCollection<ContentChunk> _chunks = store.Collection(Collections.Contents);

    public async Task<Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var digest = Digest.Sha256(content.Span);
        if (await _chunks.GetAsync(IdOf(digest, 0), cancellation) is not null)
            return digest;
        var count = CountOf(content.Length);
        // The first chunk is written last: who sees it finds the others too. Those that another writer was faster with are the same.
        for (var i = count - 1; i >= 0; i--)
        {
            var start = i * ChunkBytes;
            var piece = content.Slice(start, Math.Min(ChunkBytes, content.Length - start));
            await _chunks.InsertAsync(new(IdOf(digest, i), count, content.Length, Pack(piece.Span)), cancellation);
        }
        return digest;
    }

    public async Task<byte[]?> GetAsync(Digest digest, CancellationToken cancellation)
    {
        if ((await _chunks.GetAsync(IdOf(digest, 0), cancellation))?.Document is not { } first)
            return null;
        if (first.Size is < 0 or > int.MaxValue || first.Count != CountOf((int)first.Size))
            throw new InvalidDataException($"Content {digest} is said to have {first.Size} bytes in {first.Count} chunks.");
        var content = new byte[first.Size];
        for (var i = 0; i < first.Count; i++)
        {
            var chunk = i == 0 ? first : (await _chunks.GetAsync(IdOf(digest, i), cancellation))?.Document
                ?? throw new InvalidDataException($"Content {digest} lacks chunk {i} of {first.Count}.");
            Unpack(chunk, content.AsSpan(i * ChunkBytes, Math.Min(ChunkBytes, content.Length - i * ChunkBytes)));
        }
        return digest.Matches(content)
            ? content
            : throw new InvalidDataException($"What is stored as {digest} does not have that digest.");
    }

    private static string IdOf(Digest digest, int chunk) => $"{digest}#{chunk}";

    private static int CountOf(int size) => Math.Max(1, (int)(((long)size + ChunkBytes - 1) / ChunkBytes));

    private static byte[] Pack(ReadOnlySpan<byte> piece)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(piece);
        return packed.ToArray();
    }

    private static void Unpack(ContentChunk chunk, Span<byte> piece)
    {
        using var gzip = new GZipStream(new MemoryStream(chunk.Data), CompressionMode.Decompress);
        var read = gzip.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false);
        if (read != piece.Length || gzip.ReadByte() >= 0)
            throw new InvalidDataException($"Chunk {chunk.Id} does not unpack to {piece.Length} bytes.");
    }
}
