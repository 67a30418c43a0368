using Attestry.Contracts;

namespace Attestry.Storage;

/// <summary>
/// The document store port: collections of JSON documents with declared indexes. What a provider must keep is held by
/// one contract test suite that runs against all of them. Disposing finishes the writes that are under way.
/// </summary>
public interface IDocumentStore : IAsyncDisposable
{
    /// <summary>The collection of <paramref name="definition"/>; created with its indexes by <see cref="PrepareAsync"/>.</summary>
    IDocumentCollection<T> Collection<T>(CollectionDefinition<T> definition) where T : class, IDocument;

    /// <summary>
    /// Creates what is missing of every collection that the store was made for (<see cref="Collections.All"/> unless told
    /// otherwise). Nothing is dropped or changed. Safe to run from many processes at once.
    /// </summary>
    Task PrepareAsync(CancellationToken cancellation);

    /// <summary>Returns when the server answered a read; throws the provider's exception when it does not.</summary>
    Task CheckAsync(CancellationToken cancellation);
}
