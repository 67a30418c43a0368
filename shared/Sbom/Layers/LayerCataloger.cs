using System.Buffers;
using Attestry.Oci.Layers;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Catalogers;
using Attestry.Sbom.Catalogers.Binaries;
using Attestry.Sbom.Executables;
using Attestry.Sbom.Secrets;

namespace Attestry.Sbom.Layers;

/// <summary>Runs every cataloger in the one pass over a layer. One instance a layer; not for use by several threads.</summary>
public sealed class LayerCataloger : ILayerVisitor
{
    private const int MagicBytes = 4;

    private readonly Dictionary<string, LayerSource> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LayerExecutable> _executables = new(StringComparer.Ordinal);
    private readonly MarkCollector _marks = new();
    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);
    private readonly HashSet<string> _whiteouts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _opaque = new(StringComparer.Ordinal);
    private int _packages;
    private long _pathCharacters;

    public async ValueTask VisitAsync(LayerEntry entry, Stream content, CancellationToken cancellation)
    {
        if ((_pathCharacters += entry.Path.Length) > SbomLimits.PathCharactersPerLayer)
            return;
        switch (entry.Kind)
        {
            case LayerEntryKind.Whiteout:
                _whiteouts.Add(entry.Path);
                return;
            case LayerEntryKind.OpaqueDirectory:
                _opaque.Add(entry.Path);
                return;
            case LayerEntryKind.Directory:
                _directories.Add(entry.Path);
                _files.Remove(entry.Path);
                break;
            default:
                _files[entry.Path] = entry.Size;
                _directories.Remove(entry.Path);
                break;
        }
        // An archive may hold a path twice; the last one counts.
        if (_sources.Remove(entry.Path, out var replaced))
            _packages -= replaced.Packages.Count;
        _executables.Remove(entry.Path);
        _marks.Add(entry);
        if (entry.Kind == LayerEntryKind.RegularFile)
            await ReadAsync(entry, content, cancellation);
        else if (entry.Kind is LayerEntryKind.HardLink or LayerEntryKind.SymbolicLink)
            Link(entry);
    }

    /// <summary>What was gathered, once the pass has ended.</summary>
    /// <param name="layer">Digest of the layer as the manifest has it.</param>
    public LayerCatalog Finish(Digest layer, LayerReport report)
    {
        if (_pathCharacters > SbomLimits.PathCharactersPerLayer)
        {
            var finding = new Finding(SbomFindings.TooMany, Severity.High, $"The layer's paths have more than {SbomLimits.PathCharactersPerLayer} characters.", layer.Text);
            report = report with { Complete = false, Findings = [.. report.Findings, finding] };
        }
        var sources = _sources.Values.OrderBy(s => s.Path, StringComparer.Ordinal).ToArray();
        var files = Sorted(_files.Keys);
        return new(layer, CatalogerTable.Version, report, sources, files, Sorted(_directories), Sorted(_whiteouts), Sorted(_opaque))
        {
            Sizes = [.. files.Select(f => _files[f])],
            Executables = [.. _executables.Values.OrderBy(e => e.Path, StringComparer.Ordinal)],
            Marks = _marks.Finish(),
        };
    }

    private async ValueTask ReadAsync(LayerEntry entry, Stream content, CancellationToken cancellation)
    {
        if (CatalogerTable.For(entry.Path) is { } cataloger)
            await ReadFileAsync(cataloger, entry, content, cancellation);
        else if (entry.Size >= MagicBytes)
            await ReadContentAsync(entry, content, cancellation);
    }

    // What no path tells of is told apart by its first bytes: an executable, or something small that may hold a secret.
    private async ValueTask ReadContentAsync(LayerEntry entry, Stream content, CancellationToken cancellation)
    {
        var head = ArrayPool<byte>.Shared.Rent(SbomLimits.ExecutableHeadBytes);
        try
        {
            var known = await content.ReadAtLeastAsync(head.AsMemory(0, MagicBytes), MagicBytes, throwOnEndOfStream: false, cancellation);
            if (ExecutableReader.IsExecutable(head.AsSpan(0, known)))
                await ReadExecutableAsync(entry, content, head, known, cancellation);
            else if (entry.Size <= SbomLimits.SecretFileBytes && SecretScanner.Reads(entry.Path))
                await ReadSecretsAsync(entry, content, head.AsMemory(0, known), cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head);
        }
    }

    private async ValueTask ReadExecutableAsync(LayerEntry entry, Stream content, byte[] head, int known, CancellationToken cancellation)
    {
        var read = await new ExecutableReader(content, entry.Size).ReadAsync(head, known, entry.Path, image => ReadExecutable(entry, image), cancellation);
        if (read.Executable is { } executable && _executables.Count < SbomLimits.ExecutablesPerLayer)
            _executables[entry.Path] = executable;
        // Two letters make no program of Windows; four bytes of ELF do.
        if (!read.Unsound || PeImage.IsPe(head) || _sources.ContainsKey(entry.Path))
            return;
        var found = Sink(entry.Path, Severity.Low);
        found.Note(new(SbomFindings.ExecutableMalformed, Severity.Low, "The executable's headers state what cannot be.", entry.Path));
        Keep(found.Finish(CatalogerTable.Malformed));
    }

    private async ValueTask ReadSecretsAsync(LayerEntry entry, Stream content, ReadOnlyMemory<byte> known, CancellationToken cancellation)
    {
        var length = (int)entry.Size;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            known.CopyTo(buffer);
            var read = await content.ReadAtLeastAsync(buffer.AsMemory(known.Length, length - known.Length), length - known.Length, throwOnEndOfStream: false, cancellation);
            _marks.Add(SecretScanner.Scan(entry.Path, buffer.AsSpan(0, known.Length + read)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask ReadFileAsync(Cataloger cataloger, LayerEntry entry, Stream content, CancellationToken cancellation)
    {
        var found = Sink(entry.Path, cataloger.Unread);
        if (entry.Size > cataloger.MostBytes && !cataloger.HeadOnly)
        {
            found.Note(new(
                SbomFindings.SourceTooLarge,
                cataloger.Unread,
                $"The file has {entry.Size} bytes; at most {cataloger.MostBytes} are read of its kind.",
                entry.Path));
            Keep(found.Finish(cataloger.Name));
            return;
        }
        var length = (int)Math.Min(entry.Size, cataloger.MostBytes);
        var buffer = LargeBuffers.Rent(length, SbomLimits.ExecutableBytes);
        try
        {
            var read = await content.ReadAtLeastAsync(buffer.AsMemory(0, length), length, throwOnEndOfStream: false, cancellation);
            cataloger.Read(buffer.AsMemory(0, read), found);
            Keep(found.Finish(cataloger.Name));
        }
        finally
        {
            LargeBuffers.Return(buffer);
        }
    }

    private void ReadExecutable(LayerEntry entry, BinaryImage image)
    {
        foreach (var cataloger in CatalogerTable.Executables)
        {
            var found = Sink(entry.Path, Severity.Medium);
            if (cataloger.Read(image, found))
            {
                Keep(found.Finish(cataloger.Name));
                return;
            }
        }
    }

    // A hard link is the file itself under a second name. Where a database belongs, a link to what was not read leaves it unknown.
    private void Link(LayerEntry entry)
    {
        var cataloger = CatalogerTable.For(entry.Path);
        if (entry.Kind == LayerEntryKind.HardLink && entry.LinkTarget is { } first && _executables.TryGetValue(first, out var executable) && _executables.Count < SbomLimits.ExecutablesPerLayer)
            _executables[entry.Path] = executable with { Path = entry.Path };
        if (entry.Kind == LayerEntryKind.HardLink && entry.LinkTarget is { } target && _sources.TryGetValue(target, out var source) && IsReadAlike(source, cataloger))
            Keep(source with { Path = entry.Path });
        else if (cataloger is not null && (cataloger.IsDatabase || entry.Kind == LayerEntryKind.HardLink))
        {
            var found = Sink(entry.Path, cataloger.Unread);
            found.Note(new(SbomFindings.SourceIsLink, cataloger.Unread, $"The file is a link to '{Bounded.Quote(entry.LinkTarget)}', which was not read.", entry.Path));
            Keep(found.Finish(cataloger.Name));
        }
    }

    // Of an executable every name counts; of a file that is known by its path only a name that is known too.
    private static bool IsReadAlike(LayerSource source, Cataloger? cataloger) =>
        cataloger is null ? CatalogerTable.Executables.Any(e => e.Name == source.Cataloger) : cataloger.Name == source.Cataloger;

    private SourceSink Sink(string path, Severity unread) => new(path, unread, Math.Max(0, SbomLimits.PackagesPerLayer - _packages));

    private void Keep(LayerSource source)
    {
        _sources[source.Path] = source;
        _packages += source.Packages.Count;
    }

    private static string[] Sorted(IEnumerable<string> paths) => [.. paths.Order(StringComparer.Ordinal)];
}
