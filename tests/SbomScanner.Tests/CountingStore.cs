using Attestry.Contracts;
using Attestry.Storage;

namespace Attestry.SbomScanner.Tests;

/// <summary>Counts what is asked of a store, and how many documents it gives.</summary>
internal sealed class CountingStore(IDocumentStore store) : IDocumentStore
{
    private long _calls;
    private long _documents;

    /// <summary>Reads and writes.</summary>
    internal long Calls => Interlocked.Read(ref _calls);

    /// <summary>That were read.</summary>
    internal long Documents => Interlocked.Read(ref _documents);

    public IDocumentCollection<T> Collection<T>(CollectionDefinition<T> definition) where T : class, IDocument => new Counted<T>(this, store.Collection(definition));

    public Task PrepareAsync(CancellationToken cancellation) => store.PrepareAsync(cancellation);

    public Task CheckAsync(CancellationToken cancellation) => store.CheckAsync(cancellation);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    internal void Reset() => (_calls, _documents) = (0, 0);

    private TResult Count<TResult>(TResult result, int documents)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _documents, documents);
        return result;
    }

    private sealed class Counted<T>(CountingStore counts, IDocumentCollection<T> collection) : IDocumentCollection<T>
        where T : class, IDocument
    {
        public async Task<Stored<T>?> GetAsync(string id, CancellationToken cancellation) =>
            await collection.GetAsync(id, cancellation) is { } found ? counts.Count(found, 1) : counts.Count<Stored<T>?>(null, 0);

        public async Task<IReadOnlyList<Stored<T>>> GetManyAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation)
        {
            var found = await collection.GetManyAsync(ids, cancellation);
            return counts.Count(found, found.Count);
        }

        public async Task<bool> InsertAsync(T document, CancellationToken cancellation) => counts.Count(await collection.InsertAsync(document, cancellation), 0);

        public async Task<bool> ReplaceAsync(T document, long expectedVersion, CancellationToken cancellation) =>
            counts.Count(await collection.ReplaceAsync(document, expectedVersion, cancellation), 0);

        public async Task<bool> DeleteAsync(string id, long expectedVersion, CancellationToken cancellation) => counts.Count(await collection.DeleteAsync(id, expectedVersion, cancellation), 0);

        public async Task<Page<T>> QueryAsync(Query query, CancellationToken cancellation)
        {
            var page = await collection.QueryAsync(query, cancellation);
            return counts.Count(page, page.Items.Count);
        }

        public async Task<long> CountAsync(Query query, CancellationToken cancellation) => counts.Count(await collection.CountAsync(query, cancellation), 0);
    }
}
