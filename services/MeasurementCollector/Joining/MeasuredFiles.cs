using System.Globalization;
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

    /// <summary>A chunk with fewer is filled up by what comes next. Each time it is written anew, so it stays small.</summary>
    private const int FewFiles = 100;

    private readonly IDocumentCollection<HostFilesDocument> _chunks = store.Collection(Collections.HostFiles);

    /// <summary>Adds what an evidence proved; the answer's boot and counts are to be stored with the host.</summary>
    public async Task<HostDocument> AddAsync(HostDocument host, string evidence, HostVerification result, CancellationToken cancellation)
    {
        var count = await AppendAsync(host, evidence, result, cancellation);
        return host with { Boot = count.Boot, Chunks = count.Chunks, Files = count.Files, FileCharacters = count.Characters, MoreFiles = count.More };
    }

    /// <summary>Adds what a part of a list holds, apart from what is proven; the answer's backlog is to be stored with the host.</summary>
    public async Task<HostDocument> AddPartAsync(HostDocument host, string evidence, HostVerification result, HostReplay replay, DateTimeOffset expires, CancellationToken cancellation)
    {
        var count = await AppendAsync(host, evidence, result, cancellation);
        return host with { Backlog = new(replay, evidence, count.Boot ?? evidence, count.Chunks, count.Files, count.Characters, count.More, expires) };
    }

    private async Task<Count> AppendAsync(HostDocument host, string evidence, HostVerification result, CancellationToken cancellation)
    {
        var count = result.FromStart ? new(evidence, 0, 0, 0, false)
            : result.FromPending && host.Backlog is { } backlog ? new(backlog.Boot, backlog.Chunks, backlog.Files, backlog.FileCharacters, backlog.MoreFiles)
            : new Count(host.Boot, host.Chunks, host.Files, host.FileCharacters, host.MoreFiles);
        if (count.Boot is not { } boot)
            return count;
        var added = new List<MeasuredFile>();
        foreach (var file in result.Files)
            if (count.Files + added.Count < HostLimits.Files && count.Characters < HostLimits.FileCharacters)
            {
                added.Add(new(file.Digest, file.Path, file.IsBuffer));
                count = count with { Characters = count.Characters + SizeOf(added[^1]) };
            }
        count = count with { Files = count.Files + added.Count, More = count.More || result.MoreFiles || added.Count < result.Files.Count };
        if (added.Count == 0)
            return count;
        var chunks = count.Chunks;
        // The last chunk is filled up first, or a host that measures one file a minute would have a chunk for each. But nothing unproven
        // comes to what is proven.
        var own = result.Pending is null || boot != host.Boot || chunks > host.Chunks;
        if (own && chunks > 0 && await _chunks.GetAsync(HostFilesDocument.KeyOf(host.Id, boot, chunks - 1), cancellation) is { Document.Files: { Count: < FewFiles } last })
            (added, chunks) = ([.. last, .. added], chunks - 1);
        foreach (var part in Chunks(added))
            await PutAsync(new(HostFilesDocument.KeyOf(host.Id, boot, chunks++), part), cancellation);
        return count with { Chunks = chunks };
    }

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
        if (host.Boot is not { } boot)
            return files;
        // A few at a time: each may be large.
        foreach (var numbers in Enumerable.Range(0, host.Chunks).Chunk(50))
            foreach (var chunk in (await _chunks.GetManyAsync([.. numbers.Select(number => HostFilesDocument.KeyOf(host.Id, boot, number))], cancellation)).OrderBy(one => Array.IndexOf(numbers, NumberOf(one.Document))))
                foreach (var file in chunk.Document.Files)
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

    private static int NumberOf(HostFilesDocument chunk) => int.Parse(chunk.Id.AsSpan(chunk.Id.LastIndexOf('|') + 1), CultureInfo.InvariantCulture);

    /// <summary>What is remembered of a boot.</summary>
    private readonly record struct Count(string? Boot, int Chunks, int Files, int Characters, bool More);
}
