#if MONGODB
using System.Text;
using MongoDB.Bson;

namespace Attestry.Storage.Tests.MongoDb;

/// <summary>
/// What the server's manual says about the few operators that the provider uses: comparisons stay within one type, equality
/// with null also matches a missing field, null sorts before text, text by its UTF-8 bytes.
/// </summary>
internal static class BsonFilter
{
    internal static bool Matches(BsonDocument filter, BsonDocument document) => filter.All(element => element.Name switch
    {
        "$and" => element.Value.AsBsonArray.All(part => Matches(part.AsBsonDocument, document)),
        "$or" => element.Value.AsBsonArray.Any(part => Matches(part.AsBsonDocument, document)),
        _ => element.Value.AsBsonDocument.All(test => Holds(test.Name, document.GetValue(element.Name, BsonNull.Value), test.Value)),
    });

    internal static IEnumerable<BsonDocument> Sort(IEnumerable<BsonDocument> documents, BsonDocument order) => documents.Order(Comparer<BsonDocument>.Create((left, right) =>
        order.Select(key => key.Value.AsInt32 * Compare(left.GetValue(key.Name, BsonNull.Value), right.GetValue(key.Name, BsonNull.Value))).FirstOrDefault(result => result != 0)));

    private static bool Holds(string comparison, BsonValue value, BsonValue operand) =>
        value.BsonType == operand.BsonType && Compare(value, operand) is var result && comparison switch
        {
            "$eq" => result == 0,
            "$gt" => result > 0,
            "$gte" => result >= 0,
            "$lt" => result < 0,
            _ => throw new ArgumentException(comparison),
        };

    private static int Compare(BsonValue left, BsonValue right) => (left.IsBsonNull, right.IsBsonNull) switch
    {
        (true, true) => 0,
        (true, false) => -1,
        (false, true) => 1,
        _ => Encoding.UTF8.GetBytes(left.AsString).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right.AsString)),
    };
}
#endif
