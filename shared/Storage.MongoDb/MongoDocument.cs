using System.Buffers;
using System.Text.Json;
using Attestry.Contracts;
using Attestry.Storage.Providers;
using MongoDB.Bson;

namespace Attestry.Storage.MongoDb;

/// <summary>A document as MongoDB holds it: <c>_id</c>, <c>_version</c>, and the JSON's own fields except <c>id</c>.</summary>
internal static class MongoDocument
{
    internal const string Id = "_id";
    internal const string Version = "_version";

    // MongoDB's limit; the driver and the server refuse more.
    private const int MostBytes = 16 << 20;

    // No JSON grows in BSON more than this (an array of one-digit numbers comes closest).
    private const int MostGrowth = 16;

    /// <exception cref="ArgumentException">As of <see cref="StoredJson.Of"/>, or it exceeds 16 MiB as BSON.</exception>
    internal static BsonDocument Of<T>(CollectionDefinition<T> collection, T document, long version)
        where T : class, IDocument
    {
        var json = StoredJson.Of(collection, document);
        var fields = BsonJson.Read(json);
        fields.Remove("id");
        var stored = new BsonDocument { { Id, document.Id }, { Version, version } };
        stored.AddRange(fields);
        if (json.Length > MostBytes / MostGrowth && stored.ToBson().Length > MostBytes)
            throw new ArgumentException($"A document of '{collection.Name}' exceeds {MostBytes} bytes as BSON.", nameof(document));
        return stored;
    }

    internal static Stored<T> Read<T>(BsonDocument stored)
        where T : class, IDocument
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("id", stored[Id].AsString);
            foreach (var element in stored.Where(element => element.Name is not (Id or Version)))
            {
                writer.WritePropertyName(element.Name);
                BsonJson.Write(writer, element.Value);
            }
            writer.WriteEndObject();
        }
        return StoredJson.Read<T>(json.WrittenSpan, stored[Version].ToInt64());
    }

    /// <summary>The value of an indexed field: text, or null when the document has none.</summary>
    internal static string? ValueOf(BsonDocument stored, string field) =>
        stored.GetValue(field, BsonNull.Value) is { IsBsonNull: false } value ? value.AsString : null;
}
