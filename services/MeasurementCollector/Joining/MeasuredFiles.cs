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

    /// <summary>Of digests and paths in one chunk; escaped in JSON six times as much at worst, see StorageLimits.DocumentBytes.</summary>
    private const int ChunkCharacters = 1 << 20;

    /// <summary>For all files of a host, with paths of usual length, and as many again.</summary>
    private const int MostChunks = 2 * HostLimits.Files / ChunkFiles;

    private readonly IDocumentCollection<HostFilesDocument> _chunks = store.Collection(Collections.HostFiles);

    /// <summary>Adds what an evidence proved; the answer's boot and counts are to be stored with the host.</summary>
    public async Task<HostDocument> AddAsync(HostDocument host, string evidence, HostVerification result, CancellationToken cancellation)
    {
        var (boot, chunks, files, more) = await AppendAsync(host, evidence, result, cancellation);
        return host with { Boot = boot, Chunks = chunks, Files = files, MoreFiles = more };
    }

    /// <summary>Adds what a part of a list holds, apart from what is proven; the answer's backlog is to be stored with the host.</summary>
    public async Task<HostDocument> AddPartAsync(HostDocument host, string evidence, HostVerification result, HostReplay replay, DateTimeOffset expires, CancellationToken cancellation)
    {
        var (boot, chunks, files, more) = await AppendAsync(host, evidence, result, cancellation);
        return host with { Backlog = new(replay, evidence, boot ?? evidence, chunks, files, more, expires) };
    }

    private async Task<(string? Boot, int Chunks, int Files, bool More)> AppendAsync(HostDocument host, string evidence, HostVerification result, CancellationToken cancellation)
    {
        var (boot, chunks, files, more) = result.FromStart ? (evidence, 0, 0, false)
            : result.FromPending && host.Backlog is { } backlog ? (backlog.Boot, backlog.Chunks, backlog.Files, backlog.MoreFiles)
            : (host.Boot, host.Chunks, host.Files, host.MoreFiles);
        var added = result.Files.Take(HostLimits.Files - files).Select(file => new MeasuredFile(file.Digest, file.Path, file.IsBuffer)).ToList();
        more |= result.MoreFiles || added.Count < result.Files.Count;
        if (boot is null || added.Count == 0)
            return (boot, chunks, files, more);
        var rest = new List<MeasuredFile>(added);
        // The last chunk is filled up first, or a host that measures one file a minute would have a chunk for each. But nothing unproven
        // comes to what is proven.
        var own = result.Pending is null || boot != host.Boot || chunks > host.Chunks;
        if (own && chunks > 0 && await _chunks.GetAsync(HostFilesDocument.KeyOf(host.Id, boot, chunks - 1), cancellation) is { } last && HasRoom(last.Document.Files))
            (rest, chunks) = ([.. last.Document.Files, .. rest], chunks - 1);
        foreach (var part in Chunks(rest))
            if (chunks < MostChunks)
                await PutAsync(new(HostFilesDocument.KeyOf(host.Id, boot, chunks++), part), cancellation);
            else
                more = true;
        return (boot, chunks, files + added.Count, more);
    }

    private static bool HasRoom(IReadOnlyList<MeasuredFile> files) => files.Count < ChunkFiles && files.Sum(SizeOf) < ChunkCharacters;

    private static int SizeOf(MeasuredFile file) => file.Digest.Length + file.Path.Length;

    private static IEnumerable<IReadOnlyList<MeasuredFile>> Chunks(List<MeasuredFile> files)
    {
        for (int from = 0, to; from < files.Count; from = to)
        {
            var size = 0;
            for (to = from; to < files.Count && to - from < ChunkFiles && size < ChunkCharacters; to++)
                size += SizeOf(files[to]);
            yield return files.GetRange(from, to - from);
        }
    }

    public async Task<IReadOnlyCollection<FileMeasurement>> ReadAsync(HostDocument host, CancellationToken cancellation)
    {
        var files = new HashSet<FileMeasurement>();
        for (var number = 0; host.Boot is { } boot && number < host.Chunks; number++)
            foreach (var file in (await _chunks.GetAsync(HostFilesDocument.KeyOf(host.Id, boot, number), cancellation))?.Document.Files ?? [])
                files.Add(new(file.Digest, file.Path, file.IsBuffer));
        return files;
    }

    /// <summary>Deletes the chunks of boots, and of lists in parts, that are over with what became of the host.</summary>
    public async Task CleanAsync(HostDocument before, HostDocument host, CancellationToken cancellation)
    {
        foreach (var (boot, chunks) in new[] { (before.Boot, before.Chunks), (before.Backlog?.Boot, before.Backlog?.Chunks ?? 0) })
            if (boot is not null && boot != host.Boot && boot != host.Backlog?.Boot)
                await DeleteAsync(host.Id, boot, chunks, cancellation);
    }

    private async Task DeleteAsync(string host, string boot, int chunks, CancellationToken cancellation)
    {
        // Parts that were given up may have left chunks behind those that count.
        for (var number = 0; await _chunks.GetAsync(HostFilesDocument.KeyOf(host, boot, number), cancellation) is var chunk && (chunk is not null || number < chunks); number++)
            if (chunk is not null)
                await _chunks.DeleteAsync(chunk.Document.Id, chunk.Version, cancellation);
    }

    private async Task PutAsync(HostFilesDocument chunk, CancellationToken cancellation)
    {
        while (!await _chunks.InsertAsync(chunk, cancellation))
            if (await _chunks.GetAsync(chunk.Id, cancellation) is { } stored && await _chunks.ReplaceAsync(chunk, stored.Version, cancellation))
                return;
    }
}
