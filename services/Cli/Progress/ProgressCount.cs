using System.Collections.Concurrent;
using Attestry.Primitives;

namespace Attestry.Cli.Progress;

/// <summary>How far a command got with the layers. Counted by several threads at once.</summary>
internal sealed class ProgressCount
{
    private readonly ConcurrentDictionary<Digest, bool> _left = new();
    private int _layers;
    private long _expected;
    private long _bytes;

    /// <param name="bytes">Of all of them, as they are sent.</param>
    internal void Expect(IEnumerable<Digest> layers, long bytes)
    {
        foreach (var layer in layers)
            _left.TryAdd(layer, true);
        (_layers, _expected) = (_left.Count, bytes);
    }

    internal bool IsExpected(Digest blob) => _left.ContainsKey(blob);

    internal void Read(int bytes) => Interlocked.Add(ref _bytes, bytes);

    internal void Done(Digest layer) => _left.TryRemove(layer, out _);

    /// <summary><c>3 of 7 layers, 12.0 of 45.2 MiB</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{_layers - _left.Count} of {_layers} layers, {Mebibytes(Interlocked.Read(ref _bytes)):F1} of {Mebibytes(_expected):F1} MiB");

    private static double Mebibytes(long bytes) => bytes / 1048576.0;
}
