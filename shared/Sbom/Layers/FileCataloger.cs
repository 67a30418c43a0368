using System.Buffers;
using Attestry.Oci.Layers;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Catalogers;
using Attestry.Sbom.Catalogers.Binaries;
using Attestry.Sbom.Memory;
using Attestry.Sbom.Secrets;

namespace Attestry.Sbom.Layers;

/// <summary>Reads files by themselves, each once and from its start. Keeps nothing: several threads may use it at once.</summary>
internal sealed class FileCataloger(WorkingMemory memory)
{
    /// <summary>Four tell most formats; universal programs of macOS begin as Java's classes do, and differ in the next four.</summary>
    private const int MagicBytes = 8;

    /// <summary>Longer documents are parsed one at a time: what is made of them takes a multiple of their length.</summary>
    private const int LongDocument = 1 << 20;

    internal ValueTask<FileContent> ReadAsync(LayerEntry entry, Stream content, CancellationToken cancellation)
    {
        if (CatalogerTable.For(entry.Path) is { } cataloger)
            return ReadFileAsync(cataloger, entry, content, cancellation);
        return entry.Size >= MagicBytes ? ReadContentAsync(entry, content, cancellation) : ValueTask.FromResult(FileContent.Nothing);
    }

    // What no path tells of is told apart by its first bytes: an executable, or something small that may hold a secret.
    private async ValueTask<FileContent> ReadContentAsync(LayerEntry entry, Stream content, CancellationToken cancellation)
    {
        var head = ArrayPool<byte>.Shared.Rent(SbomLimits.ExecutableHeadBytes);
        try
        {
            var known = await content.ReadAtLeastAsync(head.AsMemory(0, MagicBytes), MagicBytes, throwOnEndOfStream: false, cancellation);
            if (ExecutableReader.IsExecutable(head.AsSpan(0, known)))
                return await ReadExecutableAsync(entry, content, head, known, cancellation);
            return entry.Size <= SbomLimits.SecretFileBytes && SecretScanner.Reads(entry.Path)
                ? await ReadSecretsAsync(entry, content, head.AsMemory(0, known), cancellation)
                : FileContent.Nothing;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head);
        }
    }

    private async ValueTask<FileContent> ReadExecutableAsync(LayerEntry entry, Stream content, byte[] head, int known, CancellationToken cancellation)
    {
        LayerSource? source = null;
        var reader = new ExecutableReader(content, entry.Size, memory);
        var read = await reader.ReadAsync(head, known, entry.Path, image => source = SourceOf(entry, image), cancellation);
        // Two letters make no program of Windows; four bytes of ELF do.
        if (read.Unsound && source is null && !PeImage.IsPe(head))
        {
            var found = Sink(entry.Path, Severity.Low);
            found.Note(new(SbomFindings.ExecutableMalformed, Severity.Low, "The executable's headers state what cannot be.", entry.Path));
            source = found.Finish(CatalogerTable.Malformed);
        }
        return new(source, read.Executable, []);
    }

    private LayerSource? SourceOf(LayerEntry entry, BinaryImage image)
    {
        foreach (var cataloger in CatalogerTable.Executables)
        {
            var found = Sink(entry.Path, Severity.Medium);
            if (cataloger.Read(image, found))
                return found.Finish(cataloger.Name);
        }
        return null;
    }

    private static async ValueTask<FileContent> ReadSecretsAsync(LayerEntry entry, Stream content, ReadOnlyMemory<byte> known, CancellationToken cancellation)
    {
        var length = (int)entry.Size;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            known.CopyTo(buffer);
            var read = await content.ReadAtLeastAsync(buffer.AsMemory(known.Length, length - known.Length), length - known.Length, throwOnEndOfStream: false, cancellation);
            var secrets = SecretScanner.Scan(entry.Path, buffer.AsSpan(0, known.Length + read));
            return secrets.Count == 0 ? FileContent.Nothing : new(null, null, secrets);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask<FileContent> ReadFileAsync(Cataloger cataloger, LayerEntry entry, Stream content, CancellationToken cancellation)
    {
        var found = Sink(entry.Path, cataloger.Unread);
        if (entry.Size > cataloger.MostBytes && !cataloger.HeadOnly)
        {
            found.Note(new(
                SbomFindings.SourceTooLarge,
                cataloger.Unread,
                $"The file has {entry.Size} bytes; at most {cataloger.MostBytes} are read of its kind.",
                entry.Path));
            return new(found.Finish(cataloger.Name), null, []);
        }
        var length = (int)Math.Min(entry.Size, cataloger.MostBytes);
        using var buffer = await memory.RentAsync(length, cancellation);
        var read = await content.ReadAtLeastAsync(buffer.Memory[..length], length, throwOnEndOfStream: false, cancellation);
        using var turn = cataloger.Expands || length > LongDocument ? await memory.ExpandAsync(cancellation) : null;
        cataloger.Read(buffer.Memory[..read], found);
        return new(found.Finish(cataloger.Name), null, []);
    }

    private SourceSink Sink(string path, Severity unread) => new(path, unread, SbomLimits.PackagesPerLayer) { Memory = memory };
}
