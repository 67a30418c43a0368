using Attestry.Storage.Tests.Contract;

namespace Attestry.Storage.Tests.PostgreSql;

[CollectionDefinition("PostgreSQL")]
public sealed class PostgreSqlTests : ICollectionFixture<PostgreSqlFixture>;

[Collection("PostgreSQL")]
public sealed class PostgreSqlDocumentTests(PostgreSqlFixture server) : DocumentContract
{
    protected override Task<IStorePlace?> PlaceAsync() => server.PlaceAsync();
}

[Collection("PostgreSQL")]
public sealed class PostgreSqlQueryTests(PostgreSqlFixture server) : QueryContract
{
    protected override Task<IStorePlace?> PlaceAsync() => server.PlaceAsync();
}

[Collection("PostgreSQL")]
public sealed class PostgreSqlLifeTests(PostgreSqlFixture server) : LifeContract
{
    protected override Task<IStorePlace?> PlaceAsync() => server.PlaceAsync();
}

[Collection("PostgreSQL")]
public sealed class PostgreSqlContentTests(PostgreSqlFixture server) : ContentContract
{
    protected override Task<IStorePlace?> PlaceAsync() => server.PlaceAsync();
}
