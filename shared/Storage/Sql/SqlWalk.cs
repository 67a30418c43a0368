using Attestry.Storage.Providers;

namespace Attestry.Storage.Sql;

/// <summary>An <see cref="IndexWalk"/> as SQL that reads one range of just that index.</summary>
internal sealed class SqlWalk(ICollectionDefinition collection, IndexWalk walk, ISqlDialect dialect)
{
    private readonly List<string> _conditions = [];
    private readonly List<object> _values = [];

    /// <summary>One document more than the page takes, to see whether it is the last.</summary>
    internal SqlStatement Page()
    {
        Select();
        if (walk.After is not null)
            GoOn(walk.After);
        var direction = walk.Query.Descending ? "DESC" : "ASC";
        var order = string.Join(", ", FreeKeys().Select(key => $"{key} {direction}"));
        return new($"SELECT version, doc FROM {SqlText.Table(collection)}{Where()} ORDER BY {order} LIMIT {Add(walk.Query.Take + 1L)}", _values);
    }

    internal SqlStatement Count()
    {
        Select();
        return new($"SELECT count(*) FROM {SqlText.Table(collection)}{Where()}", _values);
    }

    private void Select()
    {
        foreach (var (field, value) in walk.Fixed)
            _conditions.Add($"{dialect.Key(field)} = {Add(SqlText.KeyOf(value))}");
        if (walk.Query.From is { } from)
            _conditions.Add($"{dialect.Key(walk.Free[0])} >= {Add(SqlText.KeyOf(from))}");
        if (walk.Query.Below is { } below)
            _conditions.Add($"{dialect.Key(walk.Free[0])} < {Add(SqlText.KeyOf(below))}");
    }

    // A row comparison is one range of the index, however many documents share their first values.
    private void GoOn(IReadOnlyList<string?> after)
    {
        var place = after.Take(walk.Free.Count).Select(SqlText.KeyOf).Append(after[^1]!).Select(value => Add(value));
        _conditions.Add($"({string.Join(", ", FreeKeys())}) {(walk.Query.Descending ? '<' : '>')} ({string.Join(", ", place)})");
    }

    private IEnumerable<string> FreeKeys() => walk.Free.Select(dialect.Key).Append(SqlText.Id);

    private string Add(object value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }

    private string Where() => _conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", _conditions)}";
}
