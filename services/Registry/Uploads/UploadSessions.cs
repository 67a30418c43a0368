using System.Collections.Concurrent;
using Attestry.Registry.Content;

namespace Attestry.Registry.Uploads;

/// <summary>The unfinished uploads: bounded in number, bytes and age. They end with the process; clients then start over.</summary>
internal sealed class UploadSessions(RegistryFolder folder, EmbeddedRegistryOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, UploadSession> _open = new(StringComparer.Ordinal);
    private readonly UploadQuota _quota = new(options.MostUploadBytes);
    private int _count;

    /// <summary>A new upload that the caller holds (<see cref="UploadSession.TryEnter"/>); null when there are as many as allowed.</summary>
    public UploadSession? Start(string repository)
    {
        if (Interlocked.Increment(ref _count) > options.MostUploads)
        {
            Interlocked.Decrement(ref _count);
            return null;
        }
        var session = new UploadSession(repository, folder.NewTemporaryFile(), _quota, time.GetUtcNow());
        session.TryEnter();
        _open[session.Id] = session;
        return session;
    }

    public UploadSession? Find(string repository, string id) =>
        _open.TryGetValue(id, out var session) && session.Repository == repository ? session : null;

    /// <summary>Done with, for now: another request may go on with it.</summary>
    public void Leave(UploadSession session) => session.Exit(time.GetUtcNow());

    /// <summary>Ends a session that the caller holds; nobody can enter it again.</summary>
    public async Task EndAsync(UploadSession session)
    {
        if (!_open.TryRemove(session.Id, out _))
            return;
        Interlocked.Decrement(ref _count);
        await session.DisposeAsync();
    }

    /// <summary>Ends what nobody wrote to for the configured time.</summary>
    public async Task EndIdleAsync()
    {
        foreach (var session in _open.Values.Where(IsIdle))
        {
            if (!session.TryEnter())
                continue;
            // Looked at again now that nobody else can work on it: a request may have come and gone in between.
            if (IsIdle(session))
                await EndAsync(session);
            else
                Leave(session);
        }
    }

    private bool IsIdle(UploadSession session) => time.GetUtcNow() - session.TouchedAt > options.UploadIdleTime;

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _open.Values.Where(session => session.TryEnter()))
            await EndAsync(session);
    }
}
