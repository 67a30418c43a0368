using System.Buffers;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Catalogers.Elf;
using Attestry.Sbom.Executables;
using Attestry.Sbom.Memory;

namespace Attestry.Sbom.Catalogers.Binaries;

/// <summary>Takes what the catalogers need of an executable out of a stream that is read once, in pooled memory.</summary>
internal sealed class ExecutableReader(Stream content, long size, WorkingMemory memory)
{
    private const int Step = 256 << 10;

    internal static bool IsExecutable(ReadOnlySpan<byte> head) => ElfHeader.IsElf(head) || PeImage.IsPe(head) || MachOImage.IsMachO(head);

    /// <summary>Reads the file and calls <paramref name="use"/> with what is held of it; the memory is taken back afterwards.</summary>
    /// <param name="head">The file's first bytes, already taken from the stream; at least <see cref="SbomLimits.ExecutableHeadBytes"/> long.</param>
    /// <param name="known">How many of them.</param>
    /// <param name="use">Not called when the file's header cannot be followed.</param>
    /// <returns>Of ELF programs and shared objects, whose header can be followed, the file's digests.</returns>
    internal async ValueTask<ExecutableRead> ReadAsync(byte[] head, int known, string path, Action<BinaryImage> use, CancellationToken cancellation)
    {
        var most = (int)Math.Min(size, SbomLimits.ExecutableHeadBytes);
        known += await FillAsync(head.AsMemory(known, Math.Max(0, most - known)), cancellation);
        var binary = BinaryHeader.Parse(head.AsSpan(0, known));
        if (binary is null)
            return new(Unsound: true);
        var (at, length) = size <= SbomLimits.ExecutableBytes
            ? (0, (int)size)
            : BinaryImage.DataWindow(binary.Regions) is var (start, count) && start < (ulong)size ? ((long)start, count) : (0L, 0);
        using var digest = binary.Elf is { IsLoadable: true } ? new ExecutableDigest(binary.Regions, size) : null;
        using var lent = await memory.RentAsync(length, cancellation);
        var window = lent.Memory[..length];
        var tail = new byte[size <= SbomLimits.ExecutableBytes || digest is null ? 0 : SbomLimits.ExecutableTailBytes];
        var held = await StreamAsync(head.AsMemory(0, known), window, at, digest, tail, cancellation);
        var image = binary.Image(window[..held], (ulong)at);
        if (tail.Length > 0)
            image.Beside = [new(0, head.AsMemory(0, known)), new((ulong)(size - tail.Length), tail)];
        use(image);
        var executable = digest?.Finish(path);
        return new(digest is { IsSound: false } || binary.Elf is { HasAbsurdSections: true })
        {
            Executable = executable is not null && image is ElfImage elf ? executable with { Facts = ElfFactReader.Read(elf) } : executable,
        };
    }

    // The window may begin inside the head that was already read, or far behind it.
    private async ValueTask<int> StreamAsync(ReadOnlyMemory<byte> head, Memory<byte> window, long at, ExecutableDigest? digest, byte[] tail, CancellationToken cancellation)
    {
        var tailAt = size - tail.Length;
        var held = Keep(head.Span, 0, window, at);
        await AppendAsync(digest, head);
        var position = (long)head.Length;
        if (at <= position)
        {
            var read = await FillAsync(window[held..], cancellation);
            await AppendAsync(digest, window.Slice(held, read));
            Keep(window.Span.Slice(held, read), position, tail, tailAt);
            (held, position) = (held + read, position + read);
        }
        if (position >= size || (digest is null && held == window.Length))
            return held;
        var step = ArrayPool<byte>.Shared.Rent(Step);
        try
        {
            while (await content.ReadAsync(step.AsMemory(0, Step), cancellation) is > 0 and var read)
            {
                held += Keep(step.AsSpan(0, read), position, window, at);
                Keep(step.AsSpan(0, read), position, tail, tailAt);
                await AppendAsync(digest, step.AsMemory(0, read));
                position += read;
                if (digest is null && held == window.Length)
                    break;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(step);
        }
        return held;
    }

    private static ValueTask AppendAsync(ExecutableDigest? digest, ReadOnlyMemory<byte> bytes) => digest?.AppendAsync(bytes) ?? ValueTask.CompletedTask;

    private static int Keep(ReadOnlySpan<byte> bytes, long position, Memory<byte> window, long at)
    {
        var from = Math.Max(position, at);
        var to = Math.Min(position + bytes.Length, at + window.Length);
        if (from >= to)
            return 0;
        bytes[(int)(from - position)..(int)(to - position)].CopyTo(window.Span[(int)(from - at)..]);
        return (int)(to - from);
    }

    private async ValueTask<int> FillAsync(Memory<byte> buffer, CancellationToken cancellation) =>
        await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
}
