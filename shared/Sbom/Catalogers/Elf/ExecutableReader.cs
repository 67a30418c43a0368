using System.Buffers;
using Attestry.Primitives.Limits;

namespace Attestry.Sbom.Catalogers.Elf;

/// <summary>Takes what the catalogers need of an executable out of a stream that is read once, in pooled memory.</summary>
internal static class ExecutableReader
{
    /// <summary>Calls <paramref name="use"/> when the content is an ELF executable; its memory is taken back afterwards.</summary>
    internal static async ValueTask ReadAsync(Stream content, long size, Action<ElfImage> use, CancellationToken cancellation)
    {
        var pool = ArrayPool<byte>.Shared;
        var head = pool.Rent(SbomLimits.ExecutableHeadBytes);
        try
        {
            // Most executables of an image are scripts: four bytes tell.
            var length = await content.ReadAtLeastAsync(head.AsMemory(0, 4), 4, throwOnEndOfStream: false, cancellation);
            if (!ElfHeader.IsElf(head.AsSpan(0, length)))
                return;
            var most = (int)Math.Min(size, SbomLimits.ExecutableHeadBytes);
            length += await Fill(content, head.AsMemory(4, Math.Max(0, most - 4)), cancellation);
            if (ElfHeader.Parse(head.AsSpan(0, length)) is not { } header)
                return;
            if (Window(header, size) is not var (at, count) || count == 0)
                return;
            var window = pool.Rent(count);
            try
            {
                var held = await FillWindow(content, head.AsMemory(0, length), window.AsMemory(0, count), at, cancellation);
                use(new(header, window.AsMemory(0, held), (ulong)at));
            }
            finally
            {
                pool.Return(window);
            }
        }
        finally
        {
            pool.Return(head);
        }
    }

    private static (long At, int Length)? Window(ElfHeader header, long size)
    {
        if (size <= SbomLimits.ExecutableBytes)
            return (0, (int)size);
        return ElfImage.DataWindow(header) is var (at, length) && at < (ulong)size ? ((long)at, length) : null;
    }

    // The window may begin inside the head that was already read, or far behind it.
    private static async ValueTask<int> FillWindow(Stream content, ReadOnlyMemory<byte> head, Memory<byte> window, long at, CancellationToken cancellation)
    {
        var known = at < head.Length ? head[(int)at..] : default;
        if (known.Length > window.Length)
            known = known[..window.Length];
        known.CopyTo(window);
        if (at > head.Length && !await Skip(content, at - head.Length, window, cancellation))
            return 0;
        return known.Length + await Fill(content, window[known.Length..], cancellation);
    }

    private static async ValueTask<bool> Skip(Stream content, long count, Memory<byte> scratch, CancellationToken cancellation)
    {
        while (count > 0)
        {
            var read = await content.ReadAsync(scratch[..(int)Math.Min(count, scratch.Length)], cancellation);
            if (read == 0)
                return false;
            count -= read;
        }
        return true;
    }

    private static async ValueTask<int> Fill(Stream content, Memory<byte> buffer, CancellationToken cancellation) =>
        await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
}
