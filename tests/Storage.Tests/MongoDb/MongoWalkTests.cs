#if MONGODB
using Attestry.Storage.MongoDb;
using Attestry.Storage.Providers;
using Attestry.Storage.Sqlite;
using Attestry.Storage.Tests.Contract;
using MongoDB.Bson;

namespace Attestry.Storage.Tests.MongoDb;

/// <summary>The translation of queries, which needs no server.</summary>
public sealed class MongoWalkTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public void An_index_has_the_declared_fields_and_the_id() =>
        MongoWalk.KeysOf(Note.Definition.Indexes[0]).ShouldBe(BsonDocument.Parse("{ group: 1, name: 1, at: 1, _id: 1 }"));

    [Fact]
    public void Fixed_fields_and_bounds_become_comparisons()
    {
        var walk = new IndexWalk(Note.Definition, new("by_group", "$ne") { From = "a", Below = "b" });
        MongoWalk.PageOf(walk).ShouldBe(BsonDocument.Parse("{ $and: [ { group: { $eq: '$ne' } }, { name: { $gte: 'a' } }, { name: { $lt: 'b' } } ] }"));
        MongoWalk.OrderOf(walk).ShouldBe(BsonDocument.Parse("{ group: 1, name: 1, at: 1, _id: 1 }"));
    }

    [Fact]
    public void An_upper_bound_alone_selects_null_too() =>
        MongoWalk.SelectionOf(new(Note.Definition, new("by_name") { Below = "b" }))
            .ShouldBe(BsonDocument.Parse("{ $or: [ { name: { $eq: null } }, { name: { $lt: 'b' } } ] }"));

    [Fact]
    public void A_page_goes_on_with_one_range_for_each_key()
    {
        var query = new Query("by_name");
        var token = new IndexWalk(Note.Definition, query).TokenOf(_ => "n", "7");
        MongoWalk.PageOf(new(Note.Definition, query with { After = token }))
            .ShouldBe(BsonDocument.Parse("{ $or: [ { name: { $gt: 'n' } }, { $and: [ { name: { $eq: 'n' } }, { _id: { $gt: '7' } } ] } ] }"));
    }

    [Fact]
    public void A_page_that_descends_to_null_selects_it()
    {
        var query = new Query("by_name") { Descending = true };
        var token = new IndexWalk(Note.Definition, query).TokenOf(_ => "n", "7");
        var walk = new IndexWalk(Note.Definition, query with { After = token });
        MongoWalk.PageOf(walk).ShouldBe(BsonDocument.Parse(
            "{ $or: [ { name: { $eq: null } }, { name: { $lt: 'n' } }, { $and: [ { name: { $eq: 'n' } }, { _id: { $lt: '7' } } ] } ] }"));
        MongoWalk.OrderOf(walk).ShouldBe(BsonDocument.Parse("{ name: -1, _id: -1 }"));
    }

    [Fact]
    public async Task Selects_what_the_embedded_provider_selects()
    {
        string?[] values = [null, "", "=", "a", "A", "é", "😀", "Ａ", "\uFFFF"];
        var random = new Random(1);
        var notes = Enumerable.Range(0, 200).Select(i => new Note($"{i}", Pick(), Pick(), new DateTimeOffset(2026, 1, 1 + random.Next(3), 0, 0, 0, TimeSpan.Zero))).ToList();
        using var folder = new TemporaryFolder();
        await using var store = new SqliteDocumentStore(folder.File("notes.db"), [Note.Definition]);
        await store.PrepareAsync(None);
        await Task.WhenAll(notes.Select(note => store.Collection(Note.Definition).InsertAsync(note, None)));
        var documents = notes.ConvertAll(note => MongoDocument.Of(Note.Definition, note, 1));
        for (var round = 0; round < 300; round++)
        {
            var query = new Query("by_group", [.. Enumerable.Range(0, random.Next(3)).Select(_ => Pick())])
            {
                From = random.Next(3) == 0 ? Pick() : null,
                Below = random.Next(3) == 0 ? Pick() : null,
                Descending = random.Next(2) == 0,
                Take = random.Next(1, 60),
            };
            (await store.Collection(Note.Definition).CountAsync(query, None))
                .ShouldBe(documents.Count(document => BsonFilter.Matches(MongoWalk.SelectionOf(new(Note.Definition, query)), document)));
            for (var more = true; more;)
            {
                var page = await store.Collection(Note.Definition).QueryAsync(query, None);
                var walk = new IndexWalk(Note.Definition, query);
                var found = BsonFilter.Sort(documents.Where(document => BsonFilter.Matches(MongoWalk.PageOf(walk), document)), MongoWalk.OrderOf(walk)).ToList();
                found.Take(query.Take).Select(document => document["_id"].AsString).ShouldBe(page.Items.Select(item => item.Document.Id), $"{query}");
                if (page.Next is not null)
                    walk.TokenOf(field => MongoDocument.ValueOf(found[query.Take - 1], field), found[query.Take - 1]["_id"].AsString).ShouldBe(page.Next);
                query = query with { After = page.Next };
                more = page.Next is not null;
            }
        }

        string? Pick() => values[random.Next(values.Length)];
    }
}
#endif
