using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Attestry.Primitives.Limits;

namespace Attestry.Storage.Providers;

/// <summary>For providers: a <see cref="Query"/> that was checked against its declared index, with its token read.</summary>
public sealed class IndexWalk
{
    private const int FingerprintBytes = 8;

    private readonly byte[] _fingerprint;

    /// <exception cref="ArgumentException">The index is not declared, the query does not fit it, or the token is foreign.</exception>
    public IndexWalk(ICollectionDefinition collection, Query query)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(query);
        var index = collection.Indexes.FirstOrDefault(i => i.Name == query.Index)
            ?? throw new ArgumentException($"Collection '{collection.Name}' declares no index '{query.Index}'.", nameof(query));
        if (query.EqualTo is null || query.EqualTo.Count > index.Fields.Count)
            throw new ArgumentException($"Index '{query.Index}' has {index.Fields.Count} fields; more values were given, or null.", nameof(query));
        if ((query.From ?? query.Below) is not null && query.EqualTo.Count == index.Fields.Count)
            throw new ArgumentException($"Every field of index '{query.Index}' is fixed; there is none left to bound.", nameof(query));
        if (query.Take is < 1 or > Query.LargestPage)
            throw new ArgumentException($"A page has 1 to {Query.LargestPage} documents; {query.Take} were asked for.", nameof(query));
        Query = query;
        Fixed = [.. index.Fields.Zip(query.EqualTo)];
        Free = [.. index.Fields.Skip(query.EqualTo.Count)];
        _fingerprint = FingerprintOf(collection, query);
        After = query.After is null ? null : Read(query.After);
    }

    /// <summary>Bounds, direction and page size.</summary>
    public Query Query { get; }

    /// <summary>The index's first fields and the value that each must have.</summary>
    public IReadOnlyList<(string Field, string? Value)> Fixed { get; }

    /// <summary>The index's remaining fields, in their order; a bound is on the first of them.</summary>
    public IReadOnlyList<string> Free { get; }

    /// <summary>The place to go on behind: a value for each of <see cref="Free"/>, then the id, which is never null. Null on the first page.</summary>
    public IReadOnlyList<string?>? After { get; }

    /// <summary>The token of a page that ends with the document <paramref name="id"/>.</summary>
    /// <param name="valueOf">The document's value of an indexed field.</param>
    public string TokenOf(Func<string, string?> valueOf, string id) =>
        Base64Url.EncodeToString([.. _fingerprint, .. JsonSerializer.SerializeToUtf8Bytes(Free.Select(valueOf).Append(id))]);

    private List<string?> Read(string token)
    {
        try
        {
            if (token.Length <= StorageLimits.PageTokenCharacters
                && Base64Url.DecodeFromChars(token) is { Length: > FingerprintBytes } bytes
                && Base64Url.EncodeToString(bytes) == token
                && bytes.AsSpan(0, FingerprintBytes).SequenceEqual(_fingerprint)
                && JsonSerializer.Deserialize<List<string?>>(bytes.AsSpan(FingerprintBytes)) is { } values
                && values.Count == Free.Count + 1
                && values[^1] is not null)
                return values;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            // Answered below, like a token of another query.
        }
        throw new ArgumentException("The page token is not one that this query gave.", nameof(token));
    }

    // Keeps a token from being taken for a place in another index; it is no secret and grants nothing.
    private static byte[] FingerprintOf(ICollectionDefinition collection, Query query) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes<IEnumerable<string?>>(
            [collection.Name, query.Index, query.Descending ? "descending" : "ascending", .. query.EqualTo]))[..FingerprintBytes];
}
