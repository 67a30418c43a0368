using Attestry.Contracts.Documents;
using Attestry.Primitives.Limits;
using Attestry.Storage;
using Attestry.Tpm.AllowLists;
using Attestry.Tpm.Hosts;

namespace Attestry.MeasurementCollector.Joining;

/// <summary>The files that a host measured since its boot, in chunks: each evidence adds a few.</summary>
internal sealed class MeasuredFiles(IDocumentStore store)
{
    private const int ChunkFiles = 5000;

    private readonly IDocumentCollection<HostFilesDocument> _chunks = store.Collection(Collections.HostFiles);

    /// <summary>Adds what an evidence proved; the answer's boot and counts are to be stored with the host.</summary>
    public async Task<HostDocument> AddAsync(HostDocument host, string evidence, HostVerification result, CancellationToken cancellation)
    {
        if (result.FromStart)
            host = host with { Boot = evidence, Chunks = 0, Files = 0 };
        if (host.Boot is not { } boot || result.Files.Count == 0)
            return host;
        var added = result.Files.Take(HostLimits.Files - host.Files).Select(file => new MeasuredFile(file.Digest, file.Path, file.IsBuffer)).ToList();
        var (chunks, rest) = (host.Chunks, new List<MeasuredFile>(added));
        // The last chunk is filled up first, or a host that measures one file a minute would have a chunk for each.
        if (chunks > 0 && await _chunks.GetAsync(HostFilesDocument.KeyOf(host.Id, boot, chunks - 1), cancellation) is { } last && last.Document.Files.Count < ChunkFiles)
            (rest, chunks) = ([.. last.Document.Files, .. rest], chunks - 1);
        foreach (var files in rest.Chunk(ChunkFiles))
            await PutAsync(new(HostFilesDocument.KeyOf(host.Id, boot, chunks++), files), cancellation);
        return host with { Chunks = chunks, Files = host.Files + added.Count };
    }

    public async Task<IReadOnlyCollection<FileMeasurement>> ReadAsync(HostDocument host, CancellationToken cancellation)
    {
        var files = new HashSet<FileMeasurement>();
        for (var number = 0; host.Boot is { } boot && number < host.Chunks; number++)
            foreach (var file in (await _chunks.GetAsync(HostFilesDocument.KeyOf(host.Id, boot, number), cancellation))?.Document.Files ?? [])
                files.Add(new(file.Digest, file.Path, file.IsBuffer));
        return files;
    }

    /// <summary>Of a boot that is over.</summary>
    public async Task DeleteAsync(HostDocument before, CancellationToken cancellation)
    {
        for (var number = 0; before.Boot is { } boot && number < before.Chunks; number++)
            if (await _chunks.GetAsync(HostFilesDocument.KeyOf(before.Id, boot, number), cancellation) is { } chunk)
                await _chunks.DeleteAsync(chunk.Document.Id, chunk.Version, cancellation);
    }

    private async Task PutAsync(HostFilesDocument chunk, CancellationToken cancellation)
    {
        while (!await _chunks.InsertAsync(chunk, cancellation))
            if (await _chunks.GetAsync(chunk.Id, cancellation) is { } stored && await _chunks.ReplaceAsync(chunk, stored.Version, cancellation))
                return;
    }
}
