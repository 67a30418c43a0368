using System.Text;
using System.Text.Json;

namespace Attestry.Storage.Sql;

/// <summary>Turns a <see cref="Query"/> over a declared index into SQL that walks just that index, for any SQL provider.</summary>
/// <param name="field">The expression that an index over the field was declared with; null reads as the empty text.</param>
internal sealed class SqlWalk(ICollectionDefinition collection, Func<string, string> field)
{
    internal sealed record Statement(string Sql, IReadOnlyList<string> Parameters);

    internal Statement Page(Query query)
    {
        var index = IndexOf(query);
        var parameters = new List<string>();
        var where = Selection(index, query, parameters);
        if (query.After is not null)
            where.Add(Beyond(index, query, parameters));
        var direction = query.Descending ? "DESC" : "ASC";
        var order = string.Join(", ", Keys(index).Select(key => $"{key} {direction}"));
        return new($"SELECT id, version, doc FROM {collection.Name}{Where(where)} ORDER BY {order} LIMIT {query.Take + 1}", parameters);
    }

    internal Statement Count(Query query)
    {
        var parameters = new List<string>();
        return new($"SELECT count(*) FROM {collection.Name}{Where(Selection(IndexOf(query), query, parameters))}", parameters);
    }

    /// <summary>The place of a document in the index, as the token of the page that ends with it.</summary>
    internal string TokenOf(Query query, JsonElement document, string id)
    {
        var values = IndexOf(query).Fields
            .Skip(query.EqualTo.Count)
            .Select(name => document.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "")
            .Append(id);
        return Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(values));
    }

    private IndexDefinition IndexOf(Query query)
    {
        var index = collection.Indexes.FirstOrDefault(i => i.Name == query.Index)
            ?? throw new ArgumentException($"Collection '{collection.Name}' declares no index '{query.Index}'.", nameof(query));
        if (query.EqualTo.Count > index.Fields.Count)
            throw new ArgumentException($"Index '{query.Index}' has {index.Fields.Count} fields; {query.EqualTo.Count} values were given.", nameof(query));
        if ((query.From ?? query.Below) is not null && query.EqualTo.Count == index.Fields.Count)
            throw new ArgumentException($"Every field of index '{query.Index}' is fixed; there is none left to bound.", nameof(query));
        if (query.Take is < 1 or > Query.LargestPage)
            throw new ArgumentException($"A page has 1 to {Query.LargestPage} documents; {query.Take} were asked for.", nameof(query));
        return index;
    }

    private List<string> Selection(IndexDefinition index, Query query, List<string> parameters)
    {
        var where = new List<string>();
        for (var i = 0; i < query.EqualTo.Count; i++)
            where.Add($"{field(index.Fields[i])} = {Add(parameters, query.EqualTo[i])}");
        if (query.From is not null)
            where.Add($"{field(index.Fields[query.EqualTo.Count])} >= {Add(parameters, query.From)}");
        if (query.Below is not null)
            where.Add($"{field(index.Fields[query.EqualTo.Count])} < {Add(parameters, query.Below)}");
        return where;
    }

    // A row value comparison is one range of the index, however many documents share a prefix.
    private string Beyond(IndexDefinition index, Query query, List<string> parameters)
    {
        var keys = Keys(index).Skip(query.EqualTo.Count).ToList();
        var values = ReadToken(query.After!, keys.Count);
        var sign = query.Descending ? "<" : ">";
        return $"({string.Join(", ", keys)}) {sign} ({string.Join(", ", values.Select(value => Add(parameters, value)))})";
    }

    private static string[] ReadToken(string token, int count)
    {
        try
        {
            if (JsonSerializer.Deserialize<string[]>(Convert.FromBase64String(token)) is { } values
                && values.Length == count && values.All(value => value is not null))
                return values;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Answered below, like a token of the wrong length.
        }
        throw new ArgumentException("The page token is not one that this query gave.", nameof(token));
    }

    private IEnumerable<string> Keys(IndexDefinition index) => index.Fields.Select(field).Append("id");

    private static string Add(List<string> parameters, string value)
    {
        parameters.Add(value);
        return $"@p{parameters.Count - 1}";
    }

    private static string Where(List<string> conditions) =>
        conditions.Count == 0 ? "" : new StringBuilder(" WHERE ").AppendJoin(" AND ", conditions).ToString();
}
