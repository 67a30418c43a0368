namespace Attestry.Storage.Tests.Contract;

/// <summary>Where the stores of one test keep their documents: empty at first, gone when disposed.</summary>
public interface IStorePlace : IAsyncDisposable
{
    /// <summary>Another store over the same documents, as another process would have it.</summary>
    IDocumentStore Open(params IReadOnlyList<ICollectionDefinition> collections);

    /// <summary>Takes the server (or the file) away from the stores that are open.</summary>
    Task TakeAwayAsync();
}
