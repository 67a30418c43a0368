using System.Text.Json;
using Attestry.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace Attestry.Storage.Sqlite;

/// <summary>An open connection with its prepared statements. One user at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    internal SqliteSession(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        try
        {
            _connection.Open();
            // FULL: a commit is on the disk when it returns, also in the write-ahead log (SQLite's documentation of synchronous).
            Execute("PRAGMA synchronous = FULL");
            Execute("PRAGMA busy_timeout = 30000");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>False after SQLite gave up the transaction by itself, as it does when the disk is full.</summary>
    internal bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    internal List<SqlRow> Read(SqlStatement statement)
    {
        using var reader = CommandOf(statement).ExecuteReader();
        var rows = new List<SqlRow>();
        while (reader.Read())
            rows.Add(new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)));
        return rows;
    }

    internal long Count(SqlStatement statement) => (long)CommandOf(statement).ExecuteScalar()!;

    internal int Change(SqlStatement statement) => CommandOf(statement).ExecuteNonQuery();

    /// <summary>A statement that is not kept prepared.</summary>
    internal void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand CommandOf(SqlStatement statement)
    {
        if (!_commands.TryGetValue(statement.Text, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = statement.Text;
            for (var i = 1; i <= statement.Values.Count; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            _commands.Add(statement.Text, command);
        }
        for (var i = 0; i < statement.Values.Count; i++)
            command.Parameters[i].Value = statement.Values[i] is string[] ids ? JsonSerializer.Serialize(ids) : statement.Values[i];
        return command;
    }
}
