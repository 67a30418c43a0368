using System.Threading.Channels;
using Attestry.Storage.Sql;

namespace Attestry.Storage.Sqlite;

/// <summary>
/// The one writer: it takes what is queued into one transaction, so that many callers share one wait for the disk. A
/// caller hears of its change when the transaction is committed. A change that fails or finds nothing to change leaves
/// the others of its transaction alone.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>Callers beyond this wait; it bounds what is held in memory.</summary>
    private const int Waiting = 1024;

    /// <summary>Changes of one transaction: enough that the disk is waited for seldom, few enough that nobody waits long.</summary>
    private const int Batch = 256;

    private static readonly SqlStatement Begin = new("BEGIN IMMEDIATE");
    private static readonly SqlStatement Commit = new("COMMIT");

    private readonly Channel<Change> _queue = Channel.CreateBounded<Change>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<SqliteSession> _open;

    internal SqliteWriter(Func<SqliteSession> open)
    {
        _open = open;
        // A thread of its own: it spends its life waiting for the disk, which is no place for the thread pool's few.
        new Thread(Run) { IsBackground = true, Name = "sqlite-writer" }.Start();
    }

    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    internal async Task<bool> ChangeAsync(SqlStatement statement, CancellationToken cancellation)
    {
        var change = new Change(statement, cancellation);
        try
        {
            await _queue.Writer.WriteAsync(change, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteDocumentStore));
        }
        return await change.Done.Task;
    }

    /// <summary>Finishes what is queued; takes nothing more.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _ended.Task;
    }

    private void Run()
    {
        SqliteSession? session = null;
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            var taken = new List<Change>();
            Take(taken);
            try
            {
                session ??= _open();
                RunBatch(session, taken);
            }
            catch (Exception e)
            {
                // Nothing of an uncommitted transaction happened, and a connection in doubt is not used again.
                session?.Dispose();
                session = null;
                taken.ForEach(change => change.Fail(e));
            }
        }
        session?.Dispose();
        _ended.SetResult();
    }

    private void RunBatch(SqliteSession session, List<Change> taken)
    {
        session.Change(Begin);
        for (var at = 0; at < taken.Count || (taken.Count < Batch && Take(taken)); at++)
            taken[at].Run(session);
        session.Change(Commit);
        taken.ForEach(change => change.Finish());
    }

    private bool Take(List<Change> taken)
    {
        if (!_queue.Reader.TryRead(out var change))
            return false;
        taken.Add(change);
        return true;
    }

    private sealed class Change(SqlStatement statement, CancellationToken cancellation)
    {
        private bool _changed;
        private bool _cancelled;
        private Exception? _fault;

        internal TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal void Run(SqliteSession session)
        {
            _cancelled = cancellation.IsCancellationRequested;
            if (_cancelled)
                return;
            try
            {
                _changed = session.Change(statement) == 1;
            }
            catch (Exception e) when (session.InTransaction)
            {
                _fault = e;
            }
        }

        internal void Finish()
        {
            if (_fault is not null)
                Done.SetException(_fault);
            else if (_cancelled)
                Done.SetCanceled(cancellation);
            else
                Done.SetResult(_changed);
        }

        internal void Fail(Exception e) => Done.SetException(e);
    }
}
