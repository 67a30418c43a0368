#if MONGODB
using Attestry.Storage.Tests.Contract;

namespace Attestry.Storage.Tests.MongoDb;

public sealed class MongoDocumentTests : DocumentContract
{
    protected override Task<IStorePlace?> PlaceAsync() => MongoPlace.CreateAsync();
}

public sealed class MongoQueryTests : QueryContract
{
    protected override Task<IStorePlace?> PlaceAsync() => MongoPlace.CreateAsync();
}

public sealed class MongoLifeTests : LifeContract
{
    protected override Task<IStorePlace?> PlaceAsync() => MongoPlace.CreateAsync();
}

public sealed class MongoContentTests : ContentContract
{
    protected override Task<IStorePlace?> PlaceAsync() => MongoPlace.CreateAsync();
}
#endif
