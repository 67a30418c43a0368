using System.Globalization;
using Attestry.Storage.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Attestry.Storage.PostgreSql;

/// <summary>One statement, one connection of the pool, one transaction: the server commits those of many callers together.</summary>
internal sealed class PostgreSqlEngine(NpgsqlDataSource source) : ISqlEngine
{
    public ISqlDialect Dialect { get; } = new PostgreSqlDialect();

    public async Task<List<SqlRow>> ReadAsync(SqlStatement statement, CancellationToken cancellation)
    {
        await using var command = CommandOf(statement);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<SqlRow>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(new(reader.GetInt64(0), PostgreSqlText.Load(reader.GetFieldValue<byte[]>(1))));
        return rows;
    }

    public async Task<long> CountAsync(SqlStatement statement, CancellationToken cancellation)
    {
        await using var command = CommandOf(statement);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }

    public async Task<bool> ChangeAsync(SqlStatement statement, CancellationToken cancellation)
    {
        await using var command = CommandOf(statement);
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    private NpgsqlCommand CommandOf(SqlStatement statement)
    {
        var command = source.CreateCommand(statement.Text);
        foreach (var value in statement.Values)
            command.Parameters.Add(value switch
            {
                string text => new NpgsqlParameter<string> { TypedValue = PostgreSqlText.Store(text), NpgsqlDbType = NpgsqlDbType.Text },
                byte[] json => new NpgsqlParameter<byte[]> { TypedValue = PostgreSqlText.Store(json), NpgsqlDbType = NpgsqlDbType.Jsonb },
                string[] ids => new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(ids, PostgreSqlText.Store), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                long number => new NpgsqlParameter<long> { TypedValue = number, NpgsqlDbType = NpgsqlDbType.Bigint },
                _ => throw new ArgumentException($"A statement cannot carry a {value.GetType()}.", nameof(statement)),
            });
        return command;
    }
}
