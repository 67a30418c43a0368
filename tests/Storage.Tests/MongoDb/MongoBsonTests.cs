#if MONGODB
using System.Text.Json;
using Attestry.Storage.MongoDb;
using Attestry.Storage.Tests.Contract;
using MongoDB.Bson;

namespace Attestry.Storage.Tests.MongoDb;

/// <summary>Documents as BSON, which needs no server.</summary>
public sealed class MongoBsonTests
{
    [Fact]
    public void A_document_keeps_its_field_names()
    {
        var stored = MongoDocument.Of(Note.Definition, new Note("a/b", "g", null, Mood: Mood.Bright, Text: "t"), 3);
        stored.ShouldBe(BsonDocument.Parse(
            "{ _id: 'a/b', _version: NumberLong(3), group: 'g', name: null, at: '0001-01-01T00:00:00.0000000Z', mood: 'Bright', text: 't', body: null }"));
        var read = MongoDocument.Read<Note>(stored);
        read.Version.ShouldBe(3);
        read.Document.ShouldBe(new Note("a/b", "g", null, Mood: Mood.Bright, Text: "t"));
    }

    [Fact]
    public void Numbers_maps_and_lists_come_back_as_they_were()
    {
        var inner = new NoteBody(long.MinValue, 0, 1e-300, 0.10m, false, [], [], new Dictionary<string, string?>(), null);
        var labels = new Dictionary<string, string?> { ["$oid"] = "507f1f77bcf86cd799439011", ["a.b"] = "\0", [""] = null, ["$numberLong"] = "1", ["id"] = "i", ["_id"] = "j" };
        var note = new Note("a", Body: new(long.MaxValue, ulong.MaxValue, Math.PI, 79228162514264337593543950335m, true, [0, 255], [inner, inner with { Fraction = 3 }], labels, DateTimeOffset.MaxValue));
        var stored = MongoDocument.Of(Note.Definition, note, 1);
        // Through the bytes that a server would see.
        var read = MongoDocument.Read<Note>(MongoDB.Bson.Serialization.BsonSerializer.Deserialize<BsonDocument>(stored.ToBson())).Document;
        JsonElement.DeepEquals(Json(read), Json(note)).ShouldBeTrue(Json(read).ToString());
        stored["body"]["whole"].BsonType.ShouldBe(BsonType.Int64);
        stored["body"]["fraction"].BsonType.ShouldBe(BsonType.Double);
        stored["body"]["huge"].BsonType.ShouldBe(BsonType.Decimal128);

        static JsonElement Json(Note note) => JsonSerializer.SerializeToElement(note, DocumentJson.Options);
    }

    [Fact]
    public void Refuses_what_BSON_cannot_hold()
    {
        Should.Throw<ArgumentException>(() => BsonJson.Read("{\"a\\u0000b\":1}"u8.ToArray()));
        Should.Throw<ArgumentException>(() => BsonJson.Read("{\"a\":1.2345678901234567890123456789012345678}"u8.ToArray()));
        Should.Throw<ArgumentException>(() => BsonJson.Read("{\"a\":1e99999}"u8.ToArray()));
    }

    [Fact]
    public void Refuses_a_document_that_grows_over_16_MiB()
    {
        var lists = new CollectionDefinition<Numbers>("numbers");
        Should.Throw<ArgumentException>(() => MongoDocument.Of(lists, new Numbers("a", [.. Enumerable.Repeat(1, 2_000_000)]), 1));
        MongoDocument.Of(lists, new Numbers("a", [.. Enumerable.Repeat(1, 500_000)]), 1)["values"].AsBsonArray.Count.ShouldBe(500_000);
    }

    [Fact]
    public void Refuses_to_read_what_it_never_writes() =>
        Should.Throw<InvalidDataException>(() => MongoDocument.Read<Note>(new BsonDocument { { "_id", "a" }, { "_version", 1 }, { "at", DateTime.UtcNow } }));

    [Theory]
    [InlineData("")]
    [InlineData("postgres://host/db")]
    [InlineData("mongodb://")]
    public void Refuses_a_connection_string_of_another_kind(string connection) =>
        Should.Throw<ArgumentException>(() => new MongoDbDocumentStore(connection));

    private sealed record Numbers(string Id, IReadOnlyList<int> Values) : Attestry.Contracts.IDocument;
}
#endif
