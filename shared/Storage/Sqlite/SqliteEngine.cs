using System.Collections.Concurrent;
using Attestry.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace Attestry.Storage.Sqlite;

/// <summary>Readers beside one writer, as the write-ahead log allows. SQLite answers on the caller's thread.</summary>
internal sealed class SqliteEngine : ISqlEngine, IAsyncDisposable
{
    // More readers than processors only take turns.
    private static readonly int MostReaders = Math.Max(4, Environment.ProcessorCount);

    private readonly string _connectionString;
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private readonly SemaphoreSlim _readers = new(MostReaders, MostReaders);
    private readonly Lazy<SqliteWriter> _writer;
    private volatile bool _closed;

    internal SqliteEngine(string path)
    {
        // Not to create: a file that vanished is a fault to report, not an empty store.
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString();
        _writer = new(() => new SqliteWriter(OpenSession));
    }

    public ISqlDialect Dialect { get; } = new SqliteDialect();

    public Task<List<SqlRow>> ReadAsync(SqlStatement statement, CancellationToken cancellation) =>
        UseAsync(session => session.Read(statement), cancellation);

    public Task<long> CountAsync(SqlStatement statement, CancellationToken cancellation) =>
        UseAsync(session => session.Count(statement), cancellation);

    public Task<bool> ChangeAsync(SqlStatement statement, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_closed, typeof(SqliteDocumentStore));
        return _writer.Value.ChangeAsync(statement, cancellation);
    }

    /// <summary>A new connection to the file; the caller disposes it.</summary>
    internal SqliteSession OpenSession() => new(_connectionString);

    public async ValueTask DisposeAsync()
    {
        if (_closed)
            return;
        _closed = true;
        if (_writer.IsValueCreated)
            await _writer.Value.DisposeAsync();
        for (var i = 0; i < MostReaders; i++)
            await _readers.WaitAsync();
        while (_idle.TryTake(out var session))
            session.Dispose();
        _readers.Release(MostReaders);
    }

    private async Task<TResult> UseAsync<TResult>(Func<SqliteSession, TResult> read, CancellationToken cancellation)
    {
        await _readers.WaitAsync(cancellation);
        SqliteSession? session = null;
        try
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(SqliteDocumentStore));
            if (!_idle.TryTake(out session))
                session = OpenSession();
            var result = read(session);
            _idle.Add(session);
            session = null;
            return result;
        }
        finally
        {
            // Left here only after a fault: a connection in doubt is not used again.
            session?.Dispose();
            _readers.Release();
        }
    }
}
