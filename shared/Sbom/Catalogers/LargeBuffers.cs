using System.Buffers;
using System.Collections.Concurrent;

namespace Attestry.Sbom.Catalogers;

/// <summary>
/// Buffers for whole files. Those of more than a MiB are all of one length and given to any thread: a pool of every size for every
/// thread would hold many times what is used. Of a long array only what was written to is resident.
/// </summary>
internal static class LargeBuffers
{
    private const int Small = 1 << 20;

    /// <summary>As many layers as are read at once, as a rule; what is above is left to the collector.</summary>
    private const int Kept = 4;

    private static readonly ConcurrentBag<byte[]> Free = [];

    /// <summary>At least <paramref name="length"/> bytes, with whatever was in them.</summary>
    internal static byte[] Rent(int length, int longest)
    {
        if (length <= Small)
            return ArrayPool<byte>.Shared.Rent(length);
        return Free.TryTake(out var buffer) && buffer.Length >= length ? buffer : GC.AllocateUninitializedArray<byte>(Math.Max(length, longest));
    }

    internal static void Return(byte[] buffer)
    {
        if (buffer.Length <= Small)
            ArrayPool<byte>.Shared.Return(buffer);
        else if (Free.Count < Kept)
            Free.Add(buffer);
    }
}
