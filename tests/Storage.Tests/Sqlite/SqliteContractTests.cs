using Attestry.Storage.Tests.Contract;

namespace Attestry.Storage.Tests.Sqlite;

public sealed class SqliteDocumentTests : DocumentContract
{
    protected override Task<IStorePlace?> PlaceAsync() => SqlitePlace.CreateAsync();
}

public sealed class SqliteQueryTests : QueryContract
{
    protected override Task<IStorePlace?> PlaceAsync() => SqlitePlace.CreateAsync();
}

public sealed class SqliteLifeTests : LifeContract
{
    protected override Task<IStorePlace?> PlaceAsync() => SqlitePlace.CreateAsync();
}

public sealed class SqliteContentTests : ContentContract
{
    protected override Task<IStorePlace?> PlaceAsync() => SqlitePlace.CreateAsync();
}
