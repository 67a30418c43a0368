using Attestry.Storage.Sqlite;
using Attestry.Storage.Tests.Contract;
using Microsoft.Data.Sqlite;

namespace Attestry.Storage.Tests.Sqlite;

/// <summary>What only the embedded provider promises.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Creates_its_folder_and_files_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        var path = _folder.File("deep/down/notes.db");
        await using var store = new SqliteDocumentStore(path, [Note.Definition]);
        await store.PrepareAsync(None);
        await store.Collection(Note.Definition).InsertAsync(new("a"), None);
        foreach (var file in (string[])[path, $"{path}-wal", $"{path}-shm"])
            File.GetUnixFileMode(file).ShouldBe(OwnerOnly, file);
        File.GetUnixFileMode(_folder.File("deep/down")).ShouldBe(OwnerOnly | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task Reads_and_writes_of_a_file_that_nobody_prepared_fail_and_create_none()
    {
        await using var store = new SqliteDocumentStore(_folder.File("none.db"), [Note.Definition]);
        var notes = store.Collection(Note.Definition);
        await Should.ThrowAsync<SqliteException>(() => notes.GetAsync("a", None));
        await Should.ThrowAsync<SqliteException>(() => notes.InsertAsync(new("a"), None));
        await Should.ThrowAsync<SqliteException>(() => store.CheckAsync(None));
        File.Exists(_folder.File("none.db")).ShouldBeFalse();
        await store.PrepareAsync(None);
        (await notes.InsertAsync(new("a"), None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Commits_wait_for_the_disk_in_a_write_ahead_log()
    {
        var path = _folder.File("notes.db");
        await using var store = new SqliteDocumentStore(path, [Note.Definition]);
        await store.PrepareAsync(None);
        using var session = new SqliteSession($"Data Source={path};Pooling=False");
        session.Count(new("PRAGMA synchronous")).ShouldBe(2);
        session.Count(new("SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'")).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_process_that_ends_without_goodbye()
    {
        var path = _folder.File("notes.db");
        await using var store = new SqliteDocumentStore(path, [Note.Definition]);
        await store.PrepareAsync(None);
        await store.Collection(Note.Definition).InsertAsync(new("a", Text: "kept"), None);
        // The files as a crash leaves them: the log not yet moved into the database.
        foreach (var suffix in (string[])["", "-wal"])
            File.Copy(path + suffix, _folder.File("crashed.db") + suffix);
        await using var after = new SqliteDocumentStore(_folder.File("crashed.db"), [Note.Definition]);
        await after.PrepareAsync(None);
        (await after.Collection(Note.Definition).GetAsync("a", None))!.Document.Text.ShouldBe("kept");
    }

    [Fact]
    public async Task A_write_that_fails_leaves_the_others_of_its_transaction()
    {
        var path = _folder.File("notes.db");
        await using var store = new SqliteDocumentStore(path, [Note.Definition]);
        await store.PrepareAsync(None);
        using (var session = new SqliteSession($"Data Source={path};Pooling=False"))
            session.Execute("CREATE TRIGGER refuse BEFORE INSERT ON notes WHEN new.id LIKE 'bad%' BEGIN SELECT raise(ABORT, 'refused'); END");
        var notes = store.Collection(Note.Definition);
        var writes = Enumerable.Range(0, 60).Select(i => Task.Run(() => notes.InsertAsync(new(i % 3 == 0 ? $"bad{i}" : $"good{i}", "g"), None))).ToList();
        for (var i = 0; i < writes.Count; i++)
        {
            if (i % 3 == 0)
                (await Should.ThrowAsync<SqliteException>(writes[i])).Message.ShouldContain("refused");
            else
                (await writes[i]).ShouldBeTrue();
        }
        (await notes.CountAsync(new("by_group", "g"), None)).ShouldBe(40);
    }

    [Fact]
    public async Task A_transaction_that_the_database_gives_up_fails_whole_and_the_next_one_goes_on()
    {
        var path = _folder.File("notes.db");
        await using var store = new SqliteDocumentStore(path, [Note.Definition]);
        await store.PrepareAsync(None);
        using (var session = new SqliteSession($"Data Source={path};Pooling=False"))
            session.Execute("CREATE TRIGGER give_up BEFORE INSERT ON notes WHEN new.id = 'full' BEGIN SELECT raise(ROLLBACK, 'given up'); END");
        var notes = store.Collection(Note.Definition);
        var writes = Enumerable.Range(0, 50).Select(i => notes.InsertAsync(new(i == 25 ? "full" : $"n{i}", "g"), None)).ToList();
        var acknowledged = 0;
        foreach (var write in writes)
        {
            try
            {
                (await write).ShouldBeTrue();
                acknowledged++;
            }
            catch (SqliteException e)
            {
                e.Message.ShouldContain("given up");
            }
        }
        acknowledged.ShouldBeLessThan(50);
        (await notes.CountAsync(new("by_group", "g"), None)).ShouldBe(acknowledged);
        (await notes.InsertAsync(new("after"), None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Waits_for_the_writer_of_another_process()
    {
        var path = _folder.File("notes.db");
        await using var store = new SqliteDocumentStore(path, [Note.Definition]);
        await store.PrepareAsync(None);
        using var other = new SqliteSession($"Data Source={path};Pooling=False");
        other.Execute("BEGIN IMMEDIATE");
        var write = store.Collection(Note.Definition).InsertAsync(new("a"), None);
        (await store.Collection(Note.Definition).GetAsync("a", None)).ShouldBeNull();
        write.IsCompleted.ShouldBeFalse();
        other.Execute("COMMIT");
        (await write).ShouldBeTrue();
    }

    [Fact]
    public async Task After_disposing_it_says_so()
    {
        var store = new SqliteDocumentStore(_folder.File("notes.db"), [Note.Definition]);
        await store.PrepareAsync(None);
        var notes = store.Collection(Note.Definition);
        await notes.InsertAsync(new("a"), None);
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => notes.InsertAsync(new("b"), None));
        await Should.ThrowAsync<ObjectDisposedException>(() => notes.GetAsync("a", None));
    }

    [Fact]
    public async Task A_page_is_one_range_of_its_index()
    {
        var path = _folder.File("notes.db");
        await using var store = new SqliteDocumentStore(path, [Note.Definition]);
        await store.PrepareAsync(None);
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        foreach (var statement in IndexPlans.Pages(new SqliteDialect()))
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"EXPLAIN QUERY PLAN {statement.Text}";
            for (var i = 0; i < statement.Values.Count; i++)
                command.Parameters.AddWithValue($"${i + 1}", statement.Values[i]);
            using var reader = command.ExecuteReader();
            reader.Read().ShouldBeTrue();
            var plan = reader.GetString(reader.GetOrdinal("detail"));
            plan.ShouldStartWith("SEARCH notes USING INDEX notes_by_group_");
            // Fixed fields and the whole place, not just the first of its values.
            plan.ShouldContain(statement.Text.Contains('>') ? ",id)>(" : ",id)<(");
            reader.Read().ShouldBeFalse("it sorts");
        }
    }
}
