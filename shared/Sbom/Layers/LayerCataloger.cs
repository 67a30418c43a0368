using Attestry.Oci.Layers;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Catalogers;
using Attestry.Sbom.Executables;
using Attestry.Sbom.Memory;

namespace Attestry.Sbom.Layers;

/// <summary>Runs every cataloger in the one pass over a layer. One instance a layer; not for use by several threads.</summary>
public sealed class LayerCataloger : ILayerVisitor
{
    private readonly Dictionary<string, LayerSource> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LayerExecutable> _executables = new(StringComparer.Ordinal);
    private readonly MarkCollector _marks = new();
    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);
    private readonly HashSet<string> _whiteouts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _opaque = new(StringComparer.Ordinal);
    private readonly FileCataloger _reader;
    private int _packages;
    private long _pathCharacters;

    public LayerCataloger()
        : this(WorkingMemory.Shared)
    {
    }

    internal LayerCataloger(WorkingMemory memory) => _reader = new(memory);

    public async ValueTask VisitAsync(LayerEntry entry, Stream content, CancellationToken cancellation)
    {
        if (!Note(entry))
            return;
        if (entry.Kind == LayerEntryKind.RegularFile)
            Keep(entry, await ReadAsync(entry, content, cancellation));
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

    /// <summary>Reads a regular file by itself; several threads may do so at once.</summary>
    internal ValueTask<FileContent> ReadAsync(LayerEntry entry, Stream content, CancellationToken cancellation) => _reader.ReadAsync(entry, content, cancellation);

    /// <summary>Takes an entry, in the order of the archive.</summary>
    /// <param name="content">Of a regular file; null when it could not be read.</param>
    internal void Take(LayerEntry entry, FileContent? content)
    {
        if (!Note(entry))
            return;
        if (content is not null)
            Keep(entry, content);
        else if (entry.Kind is LayerEntryKind.HardLink or LayerEntryKind.SymbolicLink)
            Link(entry);
    }

    // False when there is nothing more to learn of it.
    private bool Note(LayerEntry entry)
    {
        if ((_pathCharacters += entry.Path.Length) > SbomLimits.PathCharactersPerLayer)
            return false;
        switch (entry.Kind)
        {
            case LayerEntryKind.Whiteout:
                _whiteouts.Add(entry.Path);
                return false;
            case LayerEntryKind.OpaqueDirectory:
                _opaque.Add(entry.Path);
                return false;
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
        return true;
    }

    private void Keep(LayerEntry entry, FileContent content)
    {
        if (content.Executable is { } executable && _executables.Count < SbomLimits.ExecutablesPerLayer)
            _executables[entry.Path] = executable;
        if (content.Source is { } source)
            Keep(source);
        if (content.Secrets.Count > 0)
            _marks.Add(content.Secrets);
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
            var found = new SourceSink(entry.Path, cataloger.Unread, mostPackages: 0);
            found.Note(new(SbomFindings.SourceIsLink, cataloger.Unread, $"The file is a link to '{Bounded.Quote(entry.LinkTarget)}', which was not read.", entry.Path));
            Keep(found.Finish(cataloger.Name));
        }
    }

    // Of an executable every name counts; of a file that is known by its path only a name that is known too.
    private static bool IsReadAlike(LayerSource source, Cataloger? cataloger) =>
        cataloger is null ? CatalogerTable.Executables.Any(e => e.Name == source.Cataloger) : cataloger.Name == source.Cataloger;

    private void Keep(LayerSource source)
    {
        var kept = SourceSink.Cut(source, SbomLimits.PackagesPerLayer - _packages);
        _sources[kept.Path] = kept;
        _packages += kept.Packages.Count;
    }

    private static string[] Sorted(IEnumerable<string> paths) => [.. paths.Order(StringComparer.Ordinal)];
}
