using Attestry.Storage.Sqlite;
using Attestry.Storage.Tests.Contract;

namespace Attestry.Storage.Tests.Sqlite;

internal sealed class SqlitePlace : IStorePlace
{
    private readonly TemporaryFolder _folder = new();

    internal static Task<IStorePlace?> CreateAsync() => Task.FromResult<IStorePlace?>(new SqlitePlace());

    public IDocumentStore Open(params IReadOnlyList<ICollectionDefinition> collections) => new SqliteDocumentStore(_folder.File("notes.db"), collections);

    public Task TakeAwayAsync()
    {
        File.Delete(_folder.File("notes.db"));
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
