using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Storage;
using Attestry.Tpm.AllowLists;
using Attestry.Tpm.Protocol;

namespace Attestry.MeasurementCollector.Joining;

/// <summary>Joins a host's files and containers to artifacts, and keeps which artifacts are on which hosts.</summary>
internal sealed class HostJoin(IDocumentStore store, MeasuredFiles files, HostJoiner joiner, PageJudge pages, TimeProvider time)
{
    /// <summary>How soon a host that runs something unattested is looked at again by itself: the image may have been pushed later than it ran.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(5);

    private const int FewFiles = 200;

    private readonly IDocumentCollection<HostArtifactDocument> _artifacts = store.Collection(Collections.HostArtifacts);

    public bool IsDue(HostDocument host) => host.Unattested is not null && !(time.GetUtcNow() - host.JoinedAt < Again);

    /// <summary>
    /// Would a join with these files come to what the last one came to? Nearly always so: what a host measures every other minute is on an
    /// allow-list. A join costs a look at each file that the host measured since its boot.
    /// </summary>
    public Task<bool> ChangesNothingAsync(HostDocument host, IReadOnlyList<FileMeasurement> added, CancellationToken cancellation) =>
        host.JoinedAt is null || added.Count > FewFiles ? Task.FromResult(false) : joiner.AreUnremarkableAsync(added, cancellation);

    /// <returns>The host as it is to be stored, and the artifacts whose standing on it changed.</returns>
    public async Task<(HostDocument Host, IReadOnlyList<string> Changed)> JoinAsync(HostDocument host, IReadOnlyList<MappedExecutable> mapped, CancellationToken cancellation)
    {
        var standing = await joiner.JoinAsync(host, await files.ReadAsync(host, cancellation), cancellation);
        await pages.JudgeAsync(mapped, standing, cancellation);
        var kept = Kept(host, mapped);
        standing.Findings.AddRange(kept);
        var changed = await StoreAsync(host.Id, standing, kept, cancellation);
        return (host with
        {
            RunFindings = standing.Findings,
            Unattested = standing.Unattested ? "yes" : null,
            Executables = [.. standing.Executables.Take(64)],
            JoinedAt = time.GetUtcNow(),
        }, changed);
    }

    /// <summary>What was found in memory stands until those pages are sent again: not every challenge asks for them, and no decision does.</summary>
    private static IReadOnlyList<Finding> Kept(HostDocument host, IReadOnlyList<MappedExecutable> mapped) =>
    [
        .. host.RunFindings.Where(finding => finding.Id == AttestationFindings.PagesMismatch && !mapped.Any(one => Bounded.Printable(one.Path) == finding.Location)),
    ];

    private async Task<IReadOnlyList<string>> StoreAsync(string host, HostStanding standing, IReadOnlyList<Finding> kept, CancellationToken cancellation)
    {
        var changed = new List<string>();
        var stored = await AllAsync(host, cancellation);
        foreach (var (artifact, on) in standing.Artifacts)
        {
            if (stored.TryGetValue(HostArtifactDocument.KeyOf(host, artifact), out var known))
                on.Findings.AddRange(known.Document.Findings.Intersect(kept));
            var document = new HostArtifactDocument(HostArtifactDocument.KeyOf(host, artifact), host, artifact, on.Files, on.IsReported, on.Findings);
            if (!stored.Remove(document.Id, out var before))
                await _artifacts.InsertAsync(document, cancellation);
            else if (IsSame(before.Document, document))
                continue;
            else
                await _artifacts.ReplaceAsync(document, before.Version, cancellation);
            changed.Add(artifact);
        }
        foreach (var gone in stored.Values)
        {
            await _artifacts.DeleteAsync(gone.Document.Id, gone.Version, cancellation);
            changed.Add(gone.Document.Artifact);
        }
        return changed;
    }

    private async Task<Dictionary<string, Stored<HostArtifactDocument>>> AllAsync(string host, CancellationToken cancellation)
    {
        var all = new Dictionary<string, Stored<HostArtifactDocument>>(StringComparer.Ordinal);
        for (string? after = null; ;)
        {
            var page = await _artifacts.QueryAsync(new Query("by_host", host) { Take = Query.LargestPage, After = after }, cancellation);
            foreach (var item in page.Items)
                all[item.Document.Id] = item;
            if ((after = page.Next) is null)
                return all;
        }
    }

    // Records compare lists by reference.
    private static bool IsSame(HostArtifactDocument one, HostArtifactDocument other) =>
        one.Files == other.Files && one.IsReported == other.IsReported && one.Findings.SequenceEqual(other.Findings);
}
