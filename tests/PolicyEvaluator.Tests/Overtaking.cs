using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Storage;

namespace Attestry.PolicyEvaluator.Tests;

/// <summary>A store that lets something happen right after a chosen read: 1 of the status, 2 of the evidence.</summary>
internal sealed class Overtaking(IDocumentStore inner) : IDocumentStore
{
    private Func<Task>? _meanwhile;

    private Type? _read;

    internal bool Overtook { get; private set; }

    internal void At(int read, Func<Task> meanwhile) =>
        (_read, _meanwhile) = (read == 1 ? typeof(StatusDocument) : typeof(EvidenceDocument), meanwhile);

    public IDocumentCollection<T> Collection<T>(CollectionDefinition<T> definition) where T : class, IDocument =>
        new Reads<T>(inner.Collection(definition), this);

    public Task PrepareAsync(CancellationToken cancellation) => inner.PrepareAsync(cancellation);

    public Task CheckAsync(CancellationToken cancellation) => inner.CheckAsync(cancellation);

    // The database belongs to the test.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<TResult> AfterAsync<T, TResult>(Task<TResult> read)
    {
        var result = await read;
        if (typeof(T) == _read && _meanwhile is { } meanwhile)
        {
            (_meanwhile, Overtook) = (null, true);
            await meanwhile();
        }
        return result;
    }

    private sealed class Reads<T>(IDocumentCollection<T> inner, Overtaking store) : IDocumentCollection<T>
        where T : class, IDocument
    {
        public Task<Stored<T>?> GetAsync(string id, CancellationToken cancellation) => store.AfterAsync<T, Stored<T>?>(inner.GetAsync(id, cancellation));

        public Task<IReadOnlyList<Stored<T>>> GetManyAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation) => inner.GetManyAsync(ids, cancellation);

        public Task<bool> InsertAsync(T document, CancellationToken cancellation) => inner.InsertAsync(document, cancellation);

        public Task<bool> ReplaceAsync(T document, long expectedVersion, CancellationToken cancellation) => inner.ReplaceAsync(document, expectedVersion, cancellation);

        public Task<bool> DeleteAsync(string id, long expectedVersion, CancellationToken cancellation) => inner.DeleteAsync(id, expectedVersion, cancellation);

        public Task<Page<T>> QueryAsync(Query query, CancellationToken cancellation) => store.AfterAsync<T, Page<T>>(inner.QueryAsync(query, cancellation));

        public Task<long> CountAsync(Query query, CancellationToken cancellation) => inner.CountAsync(query, cancellation);
    }
}
