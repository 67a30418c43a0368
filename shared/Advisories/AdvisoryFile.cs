using Attestry.Vulnerabilities.Osv;
using Microsoft.Data.Sqlite;

namespace Attestry.Advisories;

/// <summary>
/// The advisories of all sources in one SQLite file, by package. Readers see it as it was when they began, whole, while an update goes on
/// (SQLite's write-ahead log); one update goes on at a time, of this process or another.
/// </summary>
public sealed class AdvisoryFile
{
    /// <summary>Another number means another layout; the one before is brought to this one.</summary>
    private const int Layout = 3;

    private const int LayoutBefore = 2;

    private const string Staleness = "stale";

    // Which advisories speak of a vulnerability that the feeds of exploitation know (by its CVE), what was told last of its
    // probability, and what users of the file keep there.
    private const string SinceLayout3 =
        """
        CREATE TABLE alias (name TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (name, id)) WITHOUT ROWID;
        CREATE INDEX alias_id ON alias (id);
        ALTER TABLE probability ADD COLUMN told REAL NOT NULL DEFAULT 0;
        CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        """;

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

    /// <summary>Whether everybody who was judged by the file was told that it is stale, or that it is not; null when nobody ever was.</summary>
    public bool? ToldStale
    {
        get
        {
            using var connection = Connect(SqliteOpenMode.ReadWrite);
            using var command = connection.Statement("SELECT value FROM note WHERE name = $1", 1);
            return command.With(Staleness).ExecuteScalar() is string told ? told == bool.TrueString : null;
        }
        set
        {
            using var connection = Connect(SqliteOpenMode.ReadWrite);
            using var command = connection.Statement("INSERT OR REPLACE INTO note (name, value) VALUES ($1, $2)", 2);
            command.With(Staleness, value?.ToString()).ExecuteNonQuery();
        }
    }

    /// <summary>
    /// Packages of which an advisory came, went or changed, or more became known of the exploitation of what they had, by updates of any process,
    /// until somebody says that their users were judged anew (<see cref="Done"/>): a process that dies meanwhile finds them again.
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
            case LayoutBefore:
                // What OSV calls Red Hat's products has another name since: their advisories are taken in again.
                connection.Execute(
                    $"""
                    {SinceLayout3}
                    INSERT OR IGNORE INTO alias (name, id) SELECT DISTINCT names.value, affected.id FROM affected, json_each(CAST(affected.content AS TEXT), '$.aliases') AS names WHERE names.value LIKE 'CVE-%';
                    INSERT OR IGNORE INTO alias (name, id) SELECT DISTINCT names.value, affected.id FROM affected, json_each(CAST(affected.content AS TEXT), '$.upstream') AS names WHERE names.value LIKE 'CVE-%';
                    INSERT OR IGNORE INTO alias (name, id) SELECT id, id FROM advisory WHERE id LIKE 'CVE-%';
                    UPDATE probability SET told = probability;
                    UPDATE advisory SET modified = '0001-01-01T00:00:00.0000000Z' WHERE id IN (SELECT id FROM affected WHERE ecosystem LIKE 'Red Hat:%:%');
                    UPDATE source SET tag = NULL, modified = NULL WHERE name IN (SELECT source FROM advisory WHERE id IN (SELECT id FROM affected WHERE ecosystem LIKE 'Red Hat:%:%'));
                    PRAGMA user_version = {Layout};
                    """);
                transaction.Commit();
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
            {SinceLayout3}
            PRAGMA user_version = {Layout};
            """);
        transaction.Commit();
    }

    private static InvalidDataException NotOurs(string path, Exception? inner) =>
        new($"'{path}' is not a database of advisories of this version. Move it away; it is made anew from its sources.", inner);
}
