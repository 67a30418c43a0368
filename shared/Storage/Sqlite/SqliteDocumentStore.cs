using Attestry.Contracts;
using Attestry.Storage.Sql;

namespace Attestry.Storage.Sqlite;

/// <summary>
/// The embedded provider: one file (and its write-ahead log beside it), one table a collection, JSON in a column, indexes
/// over generated columns. Several processes may share the file on one machine.
/// </summary>
public sealed class SqliteDocumentStore : IDocumentStore, IDisposable
{
    private static readonly Lock Creation = new();

    private readonly string _path;
    private readonly IReadOnlyList<ICollectionDefinition> _collections;
    private readonly SqliteEngine _engine;

    /// <param name="path">The database file. <see cref="PrepareAsync"/> creates it and its folder, for their owner alone.</param>
    /// <param name="collections">What <see cref="PrepareAsync"/> creates; null: <see cref="Collections.All"/>.</param>
    public SqliteDocumentStore(string path, IReadOnlyList<ICollectionDefinition>? collections = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
        _collections = collections ?? Collections.All;
        _engine = new(_path);
    }

    public IDocumentCollection<T> Collection<T>(CollectionDefinition<T> definition) where T : class, IDocument =>
        new SqlCollection<T>(definition, _engine);

    public Task PrepareAsync(CancellationToken cancellation) => Task.Run(Prepare, cancellation);

    /// <summary>Looks for the file anew: a connection that is open would go on reading one that was deleted.</summary>
    public Task CheckAsync(CancellationToken cancellation) => Task.Run(
        () =>
        {
            using var session = _engine.OpenSession();
            session.Count(new("SELECT count(*) FROM sqlite_master"));
        },
        cancellation);

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void Prepare()
    {
        CreateFile();
        using var session = _engine.OpenSession();
        // Stays with the file: readers and the writer do not wait for each other.
        session.Execute("PRAGMA journal_mode = WAL");
        session.Execute("BEGIN IMMEDIATE");
        foreach (var collection in _collections)
            Prepare(session, collection);
        session.Execute("COMMIT");
    }

    private static void Prepare(SqliteSession session, ICollectionDefinition collection)
    {
        var table = SqlText.Table(collection);
        session.Execute($"CREATE TABLE IF NOT EXISTS {table} (id TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, doc TEXT NOT NULL)");
        foreach (var field in collection.Indexes.SelectMany(index => index.Fields).Distinct())
        {
            if (session.Count(new("SELECT count(*) FROM pragma_table_xinfo($1) WHERE name = $2", collection.Name, $"key_{field}")) == 0)
                session.Execute($"ALTER TABLE {table} ADD COLUMN {SqliteDialect.KeyColumn(field)}");
        }
        foreach (var index in collection.Indexes)
        {
            var keys = string.Join(", ", index.Fields.Select(field => $"\"key_{field}\"").Append(SqlText.Id));
            session.Execute($"CREATE INDEX IF NOT EXISTS {SqlText.Index(collection, index)} ON {table} ({keys})");
        }
    }

    // SQLite gives its log and shared memory files the mode of the database file. One at a time in this process: closing the file drops every
    // lock that SQLite holds on it for a store beside this one (fcntl(2), advisory record locking).
    private void CreateFile()
    {
        lock (Creation)
            CreateFileOnce();
    }

    private void CreateFileOnce()
    {
        if (File.Exists(_path))
            return;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        var folder = Path.GetDirectoryName(_path)!;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var created = new FileStream(_path, options);
    }
}
