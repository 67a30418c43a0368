using System.Globalization;
using System.Threading.Channels;
using Attestry.Registry.Content;

namespace Attestry.Registry.Notifications;

/// <summary>
/// The notifications that one endpoint did not confirm yet: a file each, named by its number, so that they outlive the process and
/// keep their order.
/// </summary>
internal sealed class NotificationQueue
{
    private readonly RegistryFolder _folder;
    private readonly string _path;
    private readonly Channel<bool> _added = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _last;
    private int _pending;

    public NotificationQueue(RegistryFolder folder, WebhookEndpointOptions endpoint)
    {
        (_folder, Endpoint, _path) = (folder, endpoint, folder.Notifications(endpoint.Name));
        Directory.CreateDirectory(_path);
        var kept = Files();
        _pending = kept.Count;
        _last = kept.Count > 0 ? long.Parse(Path.GetFileName(kept[^1]), CultureInfo.InvariantCulture) : 0;
    }

    public WebhookEndpointOptions Endpoint { get; }

    public int Pending => Volatile.Read(ref _pending);

    /// <summary>Returns when the notification is on the disk.</summary>
    public void Add(ReadOnlySpan<byte> notification)
    {
        var number = Interlocked.Increment(ref _last);
        _folder.Write(Path.Combine(_path, number.ToString("D20", CultureInfo.InvariantCulture)), notification);
        Interlocked.Increment(ref _pending);
        _added.Writer.TryWrite(true);
    }

    /// <summary>Those that wait, oldest first; waits until there is one.</summary>
    public async Task<IReadOnlyList<string>> WaitAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (Files() is { Count: > 0 } files)
                return files;
            await _added.Reader.ReadAsync(cancellation);
        }
    }

    public void Confirm(string file)
    {
        File.Delete(file);
        Interlocked.Decrement(ref _pending);
    }

    private List<string> Files()
    {
        var files = Directory.EnumerateFiles(_path).ToList();
        files.Sort(StringComparer.Ordinal);
        return files;
    }
}
