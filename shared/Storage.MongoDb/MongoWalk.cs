using Attestry.Storage.Providers;
using MongoDB.Bson;

namespace Attestry.Storage.MongoDb;

/// <summary>
/// An <see cref="IndexWalk"/> as a filter and an order over one compound index. A comparison of MongoDB stays within one
/// type, so null, which comes before all text, needs a branch of its own wherever it is on the selected side.
/// </summary>
internal static class MongoWalk
{
    /// <summary>The keys of the index that the walk's order needs; the id makes every place in it one document's.</summary>
    internal static BsonDocument KeysOf(IndexDefinition index) => Order(index.Fields, 1);

    internal static BsonDocument OrderOf(IndexWalk walk) =>
        Order(walk.Fixed.Select(part => part.Field).Concat(walk.Free), walk.Query.Descending ? -1 : 1);

    /// <summary>What the query selects, wherever a page begins.</summary>
    internal static BsonDocument SelectionOf(IndexWalk walk) => All(Selection(walk));

    /// <summary>What the query selects behind <see cref="IndexWalk.After"/>.</summary>
    internal static BsonDocument PageOf(IndexWalk walk) =>
        All(walk.After is null ? Selection(walk) : Selection(walk).Append(Any(Beyond(walk, walk.After))));

    private static IEnumerable<BsonDocument> Selection(IndexWalk walk)
    {
        foreach (var (field, value) in walk.Fixed)
            yield return Is(field, value);
        if (walk.Query.From is { } from)
            yield return Compare(walk.Free[0], "$gte", from);
        if (walk.Query.Below is { } below)
            yield return Any(walk.Query.From is null ? Below(walk.Free[0], below) : [Compare(walk.Free[0], "$lt", below)]);
    }

    // (a, b, c) > (x, y, z) is: a > x, or a = x and b > y, or a = x and b = y and c > z. Each is one range of the index.
    private static IEnumerable<BsonDocument> Beyond(IndexWalk walk, IReadOnlyList<string?> after)
    {
        var same = new List<BsonDocument>();
        foreach (var (field, value) in walk.Free.Append(MongoDocument.Id).Zip(after))
        {
            foreach (var range in walk.Query.Descending ? Below(field, value) : Above(field, value))
                yield return All(same.Append(range));
            same.Add(Is(field, value));
        }
    }

    private static IEnumerable<BsonDocument> Above(string field, string? value) =>
        [value is null ? Compare(field, "$gte", "") : Compare(field, "$gt", value)];

    private static IEnumerable<BsonDocument> Below(string field, string? value) =>
        value is null ? [] : field == MongoDocument.Id ? [Compare(field, "$lt", value)] : [Is(field, null), Compare(field, "$lt", value)];

    private static BsonDocument Is(string field, string? value) => Compare(field, "$eq", value);

    // Always under an operator, so that the value is a value whatever it looks like.
    private static BsonDocument Compare(string field, string comparison, string? value) =>
        new(field, new BsonDocument(comparison, value is null ? BsonNull.Value : new BsonString(value)));

    private static BsonDocument All(IEnumerable<BsonDocument> conditions) => Join("$and", [.. conditions]);

    private static BsonDocument Any(IEnumerable<BsonDocument> conditions) => Join("$or", [.. conditions]);

    private static BsonDocument Join(string operation, IReadOnlyList<BsonDocument> conditions) =>
        conditions.Count switch
        {
            0 => [],
            1 => conditions[0],
            _ => new(operation, new BsonArray(conditions)),
        };

    private static BsonDocument Order(IEnumerable<string> fields, int direction) =>
        new(fields.Append(MongoDocument.Id).Select(field => new BsonElement(field, direction)));
}
