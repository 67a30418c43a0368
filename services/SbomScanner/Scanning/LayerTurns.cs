using Attestry.Primitives;
using Attestry.Sbom.Scanning;

namespace Attestry.SbomScanner.Scanning;

/// <summary>Who may read a layer: one reader at a time for each, and few in the process, however many images are scanned at once.</summary>
internal sealed class LayerTurns : IDisposable
{
    /// <summary>A pass holds the paths of its layer and a few buffers; more of them only take memory and processors from one another.</summary>
    private const int AtOnce = 4;

    private readonly LayerGate _gate = new();
    private readonly SemaphoreSlim _readers = new(AtOnce, AtOnce);

    /// <summary>Dispose to let the next one in.</summary>
    public async Task<IDisposable> EnterAsync(Digest layer, CancellationToken cancellation)
    {
        // The layer's own turn first: who waits for another's reading takes no reader's place.
        var pass = await _gate.EnterAsync(layer, cancellation);
        try
        {
            await _readers.WaitAsync(cancellation);
            return new Turn(_readers, pass);
        }
        catch
        {
            pass.Dispose();
            throw;
        }
    }

    public void Dispose() => _readers.Dispose();

    private sealed class Turn(SemaphoreSlim readers, IDisposable pass) : IDisposable
    {
        public void Dispose()
        {
            readers.Release();
            pass.Dispose();
        }
    }
}
