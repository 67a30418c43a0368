using Attestry.Contracts;
using Attestry.Storage;
using MassTransit;

namespace Attestry.PolicyEvaluator.Tests;

/// <summary>Counts the moments before and after each write and each publication, and dies in the one that a test names.</summary>
internal sealed class CrashPoints : IPublishObserver
{
    private int _passed;

    /// <summary>The moment to die in, from 1; 0 for none.</summary>
    internal int DieAt { get; set; }

    internal bool Died { get; private set; }

    internal void Arm(int dieAt) => (_passed, DieAt, Died) = (0, dieAt, false);

    internal void Pass()
    {
        // Once dead it stays dead: nothing more is written or said until it is armed anew.
        if (Died || ++_passed == DieAt)
        {
            Died = true;
            throw new IOException("The process died here.");
        }
    }

    public Task PrePublish<T>(PublishContext<T> context) where T : class
    {
        Pass();
        return Task.CompletedTask;
    }

    public Task PostPublish<T>(PublishContext<T> context) where T : class
    {
        Pass();
        return Task.CompletedTask;
    }

    public Task PublishFault<T>(PublishContext<T> context, Exception exception) where T : class => Task.CompletedTask;

    internal sealed class Store(IDocumentStore inner, CrashPoints points) : IDocumentStore
    {
        public IDocumentCollection<T> Collection<T>(CollectionDefinition<T> definition) where T : class, IDocument =>
            new Writes<T>(inner.Collection(definition), points);

        public Task PrepareAsync(CancellationToken cancellation) => inner.PrepareAsync(cancellation);

        public Task CheckAsync(CancellationToken cancellation) => inner.CheckAsync(cancellation);

        // The database belongs to the test.
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Writes<T>(IDocumentCollection<T> inner, CrashPoints points) : IDocumentCollection<T>
        where T : class, IDocument
    {
        public Task<Stored<T>?> GetAsync(string id, CancellationToken cancellation) => inner.GetAsync(id, cancellation);

        public Task<IReadOnlyList<Stored<T>>> GetManyAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation) => inner.GetManyAsync(ids, cancellation);

        public Task<bool> InsertAsync(T document, CancellationToken cancellation) => AroundAsync(() => inner.InsertAsync(document, cancellation));

        public Task<bool> ReplaceAsync(T document, long expectedVersion, CancellationToken cancellation) =>
            AroundAsync(() => inner.ReplaceAsync(document, expectedVersion, cancellation));

        public Task<bool> DeleteAsync(string id, long expectedVersion, CancellationToken cancellation) =>
            AroundAsync(() => inner.DeleteAsync(id, expectedVersion, cancellation));

        public Task<Page<T>> QueryAsync(Query query, CancellationToken cancellation) => inner.QueryAsync(query, cancellation);

        public Task<long> CountAsync(Query query, CancellationToken cancellation) => inner.CountAsync(query, cancellation);

        private async Task<bool> AroundAsync(Func<Task<bool>> write)
        {
            points.Pass();
            var written = await write();
            points.Pass();
            return written;
        }
    }
}
