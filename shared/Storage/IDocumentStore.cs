using Attestry.Contracts;

namespace Attestry.Storage;

/// <summary>
/// The document store port: collections of JSON documents with declared indexes. What a provider must keep is held by
/// one contract test suite that runs against all of them.
/// </summary>
public interface IDocumentStore
{
    /// <summary>The collection of <paramref name="definition"/>; created with its indexes by <see cref="PrepareAsync"/>.</summary>
    IDocumentCollection<T> Collection<T>(CollectionDefinition<T> definition) where T : class, IDocument;

    /// <summary>Creates what is missing of every collection in <see cref="Collections"/>. Safe to run from many processes at once.</summary>
    Task PrepareAsync(CancellationToken cancellation);

    /// <summary>Returns when the server answered a read; throws the provider's exception when it does not.</summary>
    Task CheckAsync(CancellationToken cancellation);
}
