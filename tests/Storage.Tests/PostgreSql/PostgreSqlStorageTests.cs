using Attestry.Storage.PostgreSql;
using Attestry.Storage.Tests.Contract;
using Npgsql;

namespace Attestry.Storage.Tests.PostgreSql;

/// <summary>What only this provider has to get right.</summary>
[Collection("PostgreSQL")]
public sealed class PostgreSqlStorageTests(PostgreSqlFixture server)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_page_is_one_range_of_its_index()
    {
        await using var place = (PostgreSqlPlace?)await server.PlaceAsync();
        if (place is null)
            return;
        await using var store = place.Open(Note.Definition);
        await store.PrepareAsync(None);
        await using var connection = new NpgsqlConnection(place.Settings);
        await connection.OpenAsync();
        // A planner with three rows reads the table whole.
        await using (var settings = new NpgsqlCommand("SET enable_seqscan = off; SET enable_bitmapscan = off; SET plan_cache_mode = force_generic_plan", connection))
            await settings.ExecuteNonQueryAsync();
        foreach (var statement in IndexPlans.Pages(new PostgreSqlDialect()))
        {
            await using var command = new NpgsqlCommand($"EXPLAIN {statement.Text}", connection);
            foreach (var value in statement.Values)
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            var plan = new List<string>();
            await using (var reader = await command.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync())
                    plan.Add(reader.GetString(0));
            }
            plan[1].ShouldContain("using notes_by_group_");
            plan[2].ShouldContain("Index Cond");
            plan[2].ShouldContain("ROW(");
            plan.ShouldNotContain(line => line.Contains("Sort") || line.Contains("Filter"));
        }
    }

    [Fact]
    public async Task Fields_can_be_queried_with_SQL()
    {
        await using var place = (PostgreSqlPlace?)await server.PlaceAsync();
        if (place is null)
            return;
        await using var store = place.Open(Note.Definition);
        await store.PrepareAsync(None);
        await store.Collection(Note.Definition).InsertAsync(new("a", "g", Text: "one\0two"), None);
        await using var source = NpgsqlDataSource.Create(place.Settings);
        await using var command = source.CreateCommand("SELECT doc ->> 'text' FROM notes WHERE doc @> '{\"group\":\"g\"}'");
        (await command.ExecuteScalarAsync()).ShouldBe("one\uFFFF0two");
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("\0")]
    [InlineData("\uFFFF")]
    [InlineData("\uFFFF0\0\uFFFF1")]
    [InlineData("\\u0000")]
    public void Text_that_PostgreSQL_cannot_hold_is_kept_all_the_same(string text)
    {
        var stored = PostgreSqlText.Store(text);
        stored.ShouldNotContain('\0');
        PostgreSqlText.Load(stored).ShouldBe(text);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Colour=blue")]
    [InlineData("mongodb://127.0.0.1/attestry")]
    public void Refuses_a_connection_string_of_another_kind(string connection) =>
        Should.Throw<ArgumentException>(() => new PostgreSqlDocumentStore(connection));
}
