using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Storage;
using Attestry.TestKit;

namespace Attestry.Benchmarks.Verdicts;

/// <summary>Waits for verdicts and reads from the store when each station was passed.</summary>
internal sealed class VerdictReader(Deployment deployment)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly IDocumentStore _store = deployment.Store;

    /// <param name="since">No earlier decision counts.</param>
    /// <exception cref="BenchmarkException">Not all passed in time.</exception>
    internal async Task WaitAsync(int passed, DateTimeOffset since, CancellationToken cancellation)
    {
        var (statuses, from) = (_store.Collection(Collections.Statuses), DocumentJson.Time(since));
        var seen = 0L;
        try
        {
            await Eventually.HoldsAsync(
                async () => (seen = await statuses.CountAsync(new Query("by_state", "passed") { From = from }, cancellation)) >= passed, Patience);
        }
        catch (TimeoutException)
        {
            throw new BenchmarkException($"After {Patience.TotalMinutes:F0} min {seen} of {passed} images have passed.\n{deployment.Output}");
        }
    }

    internal async Task<IReadOnlyList<VerdictTimes>> ReadAsync(IReadOnlyList<SignedImage> images, DateTimeOffset since, CancellationToken cancellation)
    {
        var from = DocumentJson.Time(since);
        var received = (await AllAsync(Collections.Pushes, new Query("by_received") { From = from }, cancellation))
            .Where(push => push.Digest is not null).ToLookup(push => push.Digest!, push => push.ReceivedAt);
        var decisions = (await AllAsync(Collections.Attestations, new Query("by_issued") { From = from }, cancellation)).ToLookup(decision => decision.Digest);
        var artifacts = (await AllAsync(Collections.Artifacts, new Query("by_seen") { From = from }, cancellation)).ToDictionary(artifact => artifact.Digest);
        var times = new List<VerdictTimes>();
        foreach (var image in images)
        {
            var artifact = artifacts[image.Digest];
            times.Add(new(
                received[image.Digest.Text].Min(),
                artifact.FirstSeenAt,
                await RecordedAsync(artifact.Id, EvidenceKinds.Sbom, "sbom-scanner", cancellation),
                await RecordedAsync(artifact.Id, EvidenceKinds.Signatures, "signature-verifier", cancellation),
                decisions[image.Digest].First(decision => decision.State == DecisionState.Passed).IssuedAt,
                decisions[image.Digest].Count()));
        }
        return times;
    }

    private async Task<DateTimeOffset> RecordedAsync(string artifact, string kind, string producer, CancellationToken cancellation) =>
        await _store.Collection(Collections.Evidence).GetAsync(EvidenceDocument.KeyOf(artifact, kind, producer), cancellation) is { } evidence
            ? evidence.Document.RecordedAt
            : throw new BenchmarkException($"{artifact} passed without evidence of kind {kind}.");

    private async Task<List<T>> AllAsync<T>(CollectionDefinition<T> collection, Query query, CancellationToken cancellation)
        where T : class, IDocument
    {
        var all = new List<T>();
        for (string? after = null; ;)
        {
            var page = await _store.Collection(collection).QueryAsync(query with { Take = Query.LargestPage, After = after }, cancellation);
            all.AddRange(page.Items.Select(item => item.Document));
            if ((after = page.Next) is null)
                return all;
        }
    }
}
