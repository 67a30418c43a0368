using Attestry.Vulnerabilities.Osv;
using Microsoft.Data.Sqlite;

namespace Attestry.Advisories;

/// <summary>
/// The advisories of all sources in one SQLite file, by package. Readers see it as it was when they began, whole, while an update goes on
/// (SQLite's write-ahead log); one update goes on at a time, of this process or another.
/// </summary>
public sealed class AdvisoryFile
{
    /// <summary>Another number means another layout: the file is made anew.</summary>
    private const int Layout = 2;

    private readonly string _path;

    private AdvisoryFile(string path) => _path = path;

    /// <summary>Opens the file to read and update it; makes it, and its folder, where there is none.</summary>
    /// <exception cref="InvalidDataException">There is a file, but it is not a database of advisories of this version.</exception>
    public static AdvisoryFile Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var file = new AdvisoryFile(path);
        try
        {
            using var connection = file.Connect(SqliteOpenMode.ReadWriteCreate);
            connection.Execute("PRAGMA journal_mode = WAL");
            Prepare(connection);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 26 or 11)
        {
            // 26: SQLITE_NOTADB, 11: SQLITE_CORRUPT
            throw NotOurs(path, e);
        }
        return file;
    }

    /// <summary>What is known now; unchanged for as long as it is held.</summary>
    public AdvisorySnapshot Read() => new(Connect(SqliteOpenMode.ReadWrite));

    /// <summary>Begins an update; waits for one that goes on. Nothing of it is seen before it is committed.</summary>
    public AdvisoryUpdate Update() => new(Connect(SqliteOpenMode.ReadWrite));

    /// <summary>
    /// Packages of which an advisory came, went or changed, by updates of any process, until somebody says that their users were judged
    /// anew (<see cref="Done"/>): a process that dies meanwhile finds them again.
    /// </summary>
    public PendingChanges Pending()
    {
        using var connection = Connect(SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT number, ecosystem, name FROM pending ORDER BY number";
        using var reader = command.ExecuteReader();
        var packages = new List<OsvPackage>();
        long last = 0;
        while (reader.Read())
        {
            last = reader.GetInt64(0);
            packages.Add(new(reader.GetString(1), reader.GetString(2)));
        }
        return new(packages, last);
    }

    /// <summary>What changed again since then stays.</summary>
    public void Done(PendingChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        using var connection = Connect(SqliteOpenMode.ReadWrite);
        using var command = connection.Statement("DELETE FROM pending WHERE number <= $1", 1);
        command.With(changes.Last).ExecuteNonQuery();
    }

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Mode = mode, Pooling = false, DefaultTimeout = 600 }.ToString());
        try
        {
            connection.Open();
            // What an update loses when the power fails is fetched again; that the file stays whole is not at stake (SQLite's documentation of synchronous).
            connection.Execute("PRAGMA synchronous = NORMAL");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Prepare(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        switch (connection.Scalar<long>("PRAGMA user_version"))
        {
            case Layout:
                return;
            case 0 when connection.Scalar<long>("SELECT count(*) FROM sqlite_master") == 0:
                break;
            default:
                throw NotOurs(connection.DataSource, null);
        }
        connection.Execute(
            $"""
            CREATE TABLE source (name TEXT PRIMARY KEY, kind TEXT NOT NULL, refreshed TEXT NOT NULL, modified TEXT, advisories INTEGER NOT NULL, tag TEXT) WITHOUT ROWID;
            CREATE TABLE advisory (id TEXT PRIMARY KEY, source TEXT NOT NULL, modified TEXT NOT NULL) WITHOUT ROWID;
            CREATE INDEX advisory_source ON advisory (source);
            CREATE TABLE affected (ecosystem TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL, content BLOB NOT NULL);
            CREATE INDEX affected_package ON affected (ecosystem, name, id);
            CREATE INDEX affected_id ON affected (id);
            CREATE TABLE pending (number INTEGER PRIMARY KEY AUTOINCREMENT, ecosystem TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (ecosystem, name));
            CREATE TABLE exploited (id TEXT PRIMARY KEY, added TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE probability (id TEXT PRIMARY KEY, probability REAL NOT NULL, percentile REAL NOT NULL) WITHOUT ROWID;
            PRAGMA user_version = {Layout};
            """);
        transaction.Commit();
    }

    private static InvalidDataException NotOurs(string path, Exception? inner) =>
        new($"'{path}' is not a database of advisories of this version. Move it away; it is made anew from its sources.", inner);
}
