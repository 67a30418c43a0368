using System.IO.Compression;
using Attestry.Primitives;

namespace Attestry.Storage;

/// <summary>The content store over any document store: each content is gzipped and cut into documents of at most 4 MiB.</summary>
public sealed class ContentStore(IDocumentStore store) : IContentStore
{
    private const int ChunkBytes = 4 << 20;

    private readonly IDocumentCollection<ContentChunk> _chunks = store.Collection(Collections.Contents);

    public async Task<Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var digest = Digest.Sha256(content.Span);
        if (await _chunks.GetAsync($"{digest}#0", cancellation) is not null)
            return digest;
        var packed = Pack(content.Span);
        var count = Math.Max(1, (packed.Length + ChunkBytes - 1) / ChunkBytes);
        // The first chunk is written last: who sees it finds the others too.
        for (var i = count - 1; i >= 0; i--)
        {
            var start = i * ChunkBytes;
            var data = packed.AsSpan(start, Math.Min(ChunkBytes, packed.Length - start)).ToArray();
            await _chunks.InsertAsync(new($"{digest}#{i}", count, content.Length, data), cancellation);
        }
        return digest;
    }

    public async Task<byte[]?> GetAsync(Digest digest, CancellationToken cancellation)
    {
        if ((await _chunks.GetAsync($"{digest}#0", cancellation))?.Document is not { } first)
            return null;
        using var packed = new MemoryStream();
        packed.Write(first.Data);
        for (var i = 1; i < first.Count; i++)
        {
            var chunk = await _chunks.GetAsync($"{digest}#{i}", cancellation)
                ?? throw new InvalidDataException($"Content {digest} lacks chunk {i} of {first.Count}.");
            packed.Write(chunk.Document.Data);
        }
        packed.Position = 0;
        var content = new byte[first.Size];
        await using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        var read = await gzip.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellation);
        return read == content.Length && digest.Matches(content)
            ? content
            : throw new InvalidDataException($"What is stored as {digest} does not have that digest.");
    }

    private static byte[] Pack(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return packed.ToArray();
    }
}
