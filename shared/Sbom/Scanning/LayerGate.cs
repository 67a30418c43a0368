using Attestry.Primitives;

namespace Attestry.Sbom.Scanning;

/// <summary>Lets one reader at a time to each layer: an index and its children are often scanned at once, and share their layers.</summary>
public sealed class LayerGate
{
    private readonly Dictionary<Digest, Entry> _entries = [];

    /// <summary>Waits until nobody else is at <paramref name="layer"/>; dispose to let the next one in.</summary>
    public async Task<IDisposable> EnterAsync(Digest layer, CancellationToken cancellation)
    {
        Entry? entry;
        lock (_entries)
        {
            if (!_entries.TryGetValue(layer, out entry))
                _entries[layer] = entry = new(this, layer);
            entry.Users++;
        }
        try
        {
            await entry.Turn.WaitAsync(cancellation);
            return new Pass(entry);
        }
        catch
        {
            entry.Leave();
            throw;
        }
    }

    private sealed class Entry(LayerGate gate, Digest layer)
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Users { get; set; }

        public void Leave()
        {
            lock (gate._entries)
            {
                if (--Users == 0)
                    gate._entries.Remove(layer);
            }
        }
    }

    private sealed class Pass(Entry entry) : IDisposable
    {
        public void Dispose()
        {
            entry.Turn.Release();
            entry.Leave();
        }
    }
}
