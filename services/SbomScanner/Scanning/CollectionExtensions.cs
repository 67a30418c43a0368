using Attestry.Contracts;
using Attestry.Storage;

namespace Attestry.SbomScanner.Scanning;

internal static class CollectionExtensions
{
    // Those who write at the same time share one wait for the disk.
    private const int AtOnce = 64;

    /// <summary>Inserts those whose id is not there; what is there already says the same.</summary>
    internal static async Task AddMissingAsync<T>(this IDocumentCollection<T> collection, IEnumerable<T> documents, CancellationToken cancellation)
        where T : class, IDocument
    {
        foreach (var some in documents.Chunk(AtOnce))
        {
            var known = (await collection.GetManyAsync([.. some.Select(d => d.Id)], cancellation)).Select(d => d.Document.Id).ToHashSet(StringComparer.Ordinal);
            await Task.WhenAll(some.Where(d => !known.Contains(d.Id)).Select(d => collection.InsertAsync(d, cancellation)));
        }
    }

    /// <summary>Everything that the query selects, page by page.</summary>
    internal static async IAsyncEnumerable<T> AllAsync<T>(
        this IDocumentCollection<T> collection, Query query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
        where T : class, IDocument
    {
        for (string? after = null; ;)
        {
            var page = await collection.QueryAsync(query with { Take = Query.LargestPage, After = after }, cancellation);
            foreach (var item in page.Items)
                yield return item.Document;
            if ((after = page.Next) is null)
                yield break;
        }
    }
}
