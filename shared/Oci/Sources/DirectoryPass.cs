using System.Threading.Channels;
using Attestry.Oci.Layers;
using Attestry.Primitives.Findings;

namespace Attestry.Oci.Sources;

/// <summary>
/// One pass over a directory as a pipeline: one lists, several read files, and what they read is taken in the order of the list.
/// Between them is a bounded number of entries, whatever the directory's size.
/// </summary>
internal sealed class DirectoryPass<T>(
    DirectoryWalk walk, FindingList findings, Func<LayerEntry, Stream, CancellationToken, ValueTask<T>> read, Action<LayerEntry, T?> take)
    where T : class
{
    /// <summary>Files that are read at once; on few processors more of them wait for the disk at the same time.</summary>
    private const int Readers = 4;

    /// <summary>Entries that were listed and not yet taken: while a long file is read, others are read beside it.</summary>
    private const int Ahead = 1024;

    private readonly Channel<Slot> _listed = Channel.CreateBounded<Slot>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
    private readonly Channel<Slot> _files = Channel.CreateBounded<Slot>(new BoundedChannelOptions(Ahead) { SingleWriter = true });

    public bool Complete { get; private set; } = true;

    public long Entries { get; private set; }

    public long Bytes { get; private set; }

    public async Task RunAsync(DirectoryInfo root, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var stages = Task.WhenAll([
            Task.Run(() => ListAsync(root, stop.Token), CancellationToken.None),
            .. Enumerable.Range(0, Readers).Select(_ => Task.Run(() => ReadAsync(stop.Token), CancellationToken.None)),
        ]);
        try
        {
            await foreach (var slot in _listed.Reader.ReadAllAsync(cancellation))
                Take(slot.Item, slot.Content is null ? null : await slot.Content.Task.WaitAsync(cancellation));
        }
        finally
        {
            // Whoever stopped early, nobody reads a file any more once this ended.
            await stop.CancelAsync();
            await stages.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListAsync(DirectoryInfo root, CancellationToken cancellation)
    {
        Exception? fault = null;
        try
        {
            foreach (var item in walk.Below(root))
            {
                var slot = new Slot(item);
                await _listed.Writer.WriteAsync(slot, cancellation);
                if (slot.Content is not null)
                    await _files.Writer.WriteAsync(slot, cancellation);
            }
        }
        catch (Exception e)
        {
            fault = e;
            throw;
        }
        finally
        {
            _listed.Writer.Complete(fault);
            _files.Writer.Complete(fault);
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        await foreach (var slot in _files.Reader.ReadAllAsync(cancellation))
        {
            try
            {
                await using var content = new FileOnDemand(slot.Item.Path, slot.Item.Entry!.Size);
                slot.Content!.SetResult(await read(slot.Item.Entry, content, cancellation));
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException)
            {
                slot.Content!.SetResult(null);
            }
            // Who takes the content learns of it, and stops everybody.
            catch (Exception e)
            {
                slot.Content!.SetException(e);
            }
        }
    }

    private void Take(DirectoryItem item, T? content)
    {
        if (item.Entry is { } entry)
        {
            Entries++;
            Bytes += entry.Size;
            take(entry, content);
            if (entry.Kind is LayerEntryKind.RegularFile && content is null)
                Miss(LayerFindings.FileUnreadable, "A file cannot be read.", item.Where);
        }
        if (item.FindingId is { } id)
            Miss(id, item.Message, item.Where);
    }

    private void Miss(string id, string message, string where)
    {
        Complete = false;
        findings.Add(id, Severity.High, message, where);
    }

    private sealed class Slot(DirectoryItem item)
    {
        public DirectoryItem Item => item;

        public TaskCompletionSource<T?>? Content { get; } =
            item.Entry is { Kind: LayerEntryKind.RegularFile } ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;
    }
}
