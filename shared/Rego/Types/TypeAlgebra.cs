using Attestry.Rego.Values;

namespace Attestry.Rego.Types;

/// <summary>What follows from types: of unions, of a collection's keys and values, of one of its parts. Null: no value at all.</summary>
internal static class TypeAlgebra
{
    // A union of more is as good as anything.
    private const int MostAlternatives = 20;

    // Of a larger type, as of a literal in which each part holds the one before twice, nothing is known.
    private const int MostParts = 500;

    /// <summary>The type itself, or one that may be anything when it is too large to reckon with.</summary>
    internal static RegoType Bounded(RegoType type) => Parts(type) > MostParts ? RegoType.Any : type;

    private static int Parts(RegoType type) => type switch
    {
        ArrayType array => 1 + array.Items.Sum(Parts) + (array.Rest is null ? 0 : Parts(array.Rest)),
        SetType set => 1 + Parts(set.Item),
        ObjectType o => 1 + o.Properties.Sum(p => Parts(p.Value)) + (o.Key is null ? 0 : Parts(o.Key)) + (o.Value is null ? 0 : Parts(o.Value)),
        AnyType any => 1 + any.Types.Sum(Parts),
        _ => 1,
    };

    internal static RegoType Of(RegoValue value) => value switch
    {
        RegoNull => RegoType.Null,
        RegoBoolean => RegoType.Boolean,
        RegoNumber => RegoType.Number,
        RegoString => RegoType.Text,
        _ => RegoType.Any,
    };

    internal static bool IsAny(RegoType type) => type is AnyType { Types.Count: 0 };

    internal static RegoType? Either(RegoType? left, RegoType? right)
    {
        if (left is null || right is null)
            return left ?? right;
        if (IsAny(left) || IsAny(right))
            return RegoType.Any;
        // Records compare lists by reference; what is written alike is alike.
        var all = Alternatives(left).Concat(Alternatives(right)).DistinctBy(t => t.ToString()).ToList();
        return all.Count == 1 ? all[0] : all.Count > MostAlternatives ? RegoType.Any : Bounded(new AnyType(all));
    }

    internal static RegoType? Keys(RegoType type) => type switch
    {
        ArrayType => RegoType.Number,
        SetType set => set.Item,
        ObjectType o => o.Properties.Select(p => (RegoType?)Of(p.Key)).Append(o.Key).Aggregate(Either),
        AnyType { Types.Count: 0 } => type,
        AnyType any => any.Types.Select(Keys).Aggregate(Either),
        _ => null,
    };

    internal static RegoType? Values(RegoType type) => type switch
    {
        ArrayType array => array.Items.Append(array.Rest).Aggregate(Either),
        SetType set => set.Item,
        ObjectType o => o.Properties.Select(p => (RegoType?)p.Value).Append(o.Value).Aggregate(Either),
        AnyType { Types.Count: 0 } => type,
        AnyType any => any.Types.Select(Values).Aggregate(Either),
        _ => null,
    };

    /// <summary>The type of what lies at a key.</summary>
    internal static RegoType? At(RegoType type, RegoValue key) => type switch
    {
        ArrayType array => key is RegoNumber number && number.TryGetInt64(out var index) && index >= 0
            ? index < array.Items.Count ? array.Items[(int)index] : array.Rest
            : null,
        SetType set => TypeRelation.MayMeet(Of(key), set.Item) ? set.Item : null,
        ObjectType o => o.Properties.FirstOrDefault(p => p.Key.Equals(key)).Value
            ?? (o.Key is not null && TypeRelation.MayMeet(Of(key), o.Key) ? o.Value : null),
        AnyType { Types.Count: 0 } => type,
        AnyType any => any.Types.Select(t => At(t, key)).Aggregate(Either),
        _ => null,
    };

    /// <summary>The keys that an object is known to have; empty when it may have others.</summary>
    internal static IReadOnlyList<RegoValue> KnownKeys(RegoType type) => type switch
    {
        ObjectType { Key: null } o => [.. o.Properties.Select(p => p.Key).Order()],
        _ => [],
    };

    private static IEnumerable<RegoType> Alternatives(RegoType type) => type is AnyType any ? any.Types : [type];
}
