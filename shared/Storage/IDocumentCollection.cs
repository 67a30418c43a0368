using Attestry.Contracts;
using Attestry.Primitives.Limits;

namespace Attestry.Storage;

/// <summary>
/// One collection. Every write is durable when the task completes (of a replicated server: on a majority), and every read
/// that begins later sees it. A cancelled or failed write may have happened. Infrastructure faults are thrown as the
/// provider throws them; what a caller can expect (missing, exists, changed) is in the answers. An id is 1 to
/// <see cref="StorageLimits.IdBytes"/> bytes of any text without U+0000; under one that cannot be an id nothing is found.
/// </summary>
public interface IDocumentCollection<T>
    where T : class, IDocument
{
    /// <summary>The document and its version; null when there is none.</summary>
    Task<Stored<T>?> GetAsync(string id, CancellationToken cancellation);

    /// <summary>Those of <paramref name="ids"/> that exist, each once, in no particular order.</summary>
    /// <exception cref="ArgumentException">More than <see cref="Query.LargestPage"/> ids.</exception>
    Task<IReadOnlyList<Stored<T>>> GetManyAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation);

    /// <summary>Adds it with version 1; false when the id is taken, and then nothing is changed.</summary>
    /// <exception cref="ArgumentException">The document exceeds <see cref="StorageLimits"/>, or an indexed field is neither text nor null.</exception>
    Task<bool> InsertAsync(T document, CancellationToken cancellation);

    /// <summary>
    /// Replaces the document if its version still is <paramref name="expectedVersion"/>; the version grows by one.
    /// False when it changed since or is gone, and then nothing is changed.
    /// </summary>
    /// <exception cref="ArgumentException">As of <see cref="InsertAsync"/>.</exception>
    Task<bool> ReplaceAsync(T document, long expectedVersion, CancellationToken cancellation);

    /// <summary>Deletes the document if its version still is <paramref name="expectedVersion"/>; false when it changed since or is gone.</summary>
    Task<bool> DeleteAsync(string id, long expectedVersion, CancellationToken cancellation);

    /// <summary>One page of what <paramref name="query"/> selects, in the index's order, then by id.</summary>
    /// <exception cref="ArgumentException">The index is not declared, the query does not fit it, or the token is not one that a page of this query gave.</exception>
    Task<Page<T>> QueryAsync(Query query, CancellationToken cancellation);

    /// <summary>How many documents the query's equality and bounds select; paging is ignored.</summary>
    /// <exception cref="ArgumentException">The index is not declared, or the query does not fit it.</exception>
    Task<long> CountAsync(Query query, CancellationToken cancellation);
}
