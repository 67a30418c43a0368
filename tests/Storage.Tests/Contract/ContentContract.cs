using Attestry.Primitives;

namespace Attestry.Storage.Tests.Contract;

/// <summary>The content store over the provider.</summary>
public abstract class ContentContract : StoreContract
{
    private const int Chunk = 4 << 20;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData(2 * Chunk + 12345)]
    public Task Gives_back_contents_of_any_size(int size) => OnStore(async store =>
    {
        var content = Noise(size);
        var contents = new ContentStore(store);
        var digest = await contents.PutAsync(content, None);
        digest.ShouldBe(Digest.Sha256(content));
        (await contents.GetAsync(digest, None)).ShouldBe(content);
        (await contents.PutAsync(content, None)).ShouldBe(digest);
        var chunks = store.Collection(Collections.Contents);
        (await chunks.GetManyAsync([.. Enumerable.Range(0, 5).Select(i => $"{digest}#{i}")], None)).Count.ShouldBe(Math.Max(1, (size + Chunk - 1) / Chunk));
    });

    [Fact]
    public Task Has_nothing_under_a_digest_that_was_not_put() => OnStore(async store =>
        (await new ContentStore(store).GetAsync(Digest.Sha256("other"u8), None)).ShouldBeNull());

    [Fact]
    public Task Many_may_put_the_same_content_at_once() => OnStore(async store =>
    {
        var content = Noise(Chunk + 100);
        var contents = new ContentStore(store);
        var digests = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => contents.PutAsync(content, None))));
        digests.Distinct().ShouldHaveSingleItem();
        (await contents.GetAsync(digests[0], None)).ShouldBe(content);
    });

    [Fact]
    public Task Goes_on_with_a_content_that_a_crash_left_half_written() => OnStore(async store =>
    {
        var content = Noise(2 * Chunk);
        var contents = new ContentStore(store);
        var digest = await contents.PutAsync(content, None);
        var chunks = store.Collection(Collections.Contents);
        await chunks.DeleteAsync($"{digest}#0", 1, None);
        (await contents.GetAsync(digest, None)).ShouldBeNull();
        await contents.PutAsync(content, None);
        (await contents.GetAsync(digest, None)).ShouldBe(content);
    });

    [Fact]
    public Task Detects_a_content_that_is_not_what_its_digest_says() => OnStore(async store =>
    {
        var contents = new ContentStore(store);
        var chunks = store.Collection(Collections.Contents);
        var digest = await contents.PutAsync("the truth"u8.ToArray(), None);
        var other = (await chunks.GetAsync($"{await contents.PutAsync("the trick"u8.ToArray(), None)}#0", None))!.Document;
        var longer = (await chunks.GetAsync($"{await contents.PutAsync("the truth and more"u8.ToArray(), None)}#0", None))!.Document;
        var first = (await chunks.GetAsync($"{digest}#0", None))!.Document;
        ContentChunk[] corrupt =
        [
            other with { Id = first.Id }, first with { Data = longer.Data }, first with { Size = 8 }, first with { Size = 10 }, first with { Size = -1 },
            first with { Count = 2 }, first with { Count = 0 }, first with { Data = [] }, first with { Data = [1, 2, 3] }, first with { Data = first.Data[..(first.Data.Length / 2)] },
        ];
        var version = 1;
        foreach (var chunk in corrupt)
        {
            (await chunks.ReplaceAsync(chunk, version++, None)).ShouldBeTrue();
            await Should.ThrowAsync<InvalidDataException>(() => contents.GetAsync(digest, None), $"{chunk.Size} {chunk.Count}");
        }
        (await chunks.ReplaceAsync(first, version, None)).ShouldBeTrue();
        (await contents.GetAsync(digest, None)).ShouldBe("the truth"u8.ToArray());
    });

    [Fact]
    public Task Detects_a_chunk_that_is_missing() => OnStore(async store =>
    {
        var contents = new ContentStore(store);
        var digest = await contents.PutAsync(Noise(Chunk + 1), None);
        await store.Collection(Collections.Contents).DeleteAsync($"{digest}#1", 1, None);
        await Should.ThrowAsync<InvalidDataException>(() => contents.GetAsync(digest, None));
    });

    private static byte[] Noise(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }
}
