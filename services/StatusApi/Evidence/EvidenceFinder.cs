using Attestry.Contracts.Documents;
using Attestry.Storage;

namespace Attestry.StatusApi.Evidence;

/// <summary>Finds what was recorded about an artifact.</summary>
internal sealed class EvidenceFinder(IDocumentStore store)
{
    private readonly IDocumentCollection<EvidenceDocument> _evidence = store.Collection(Collections.Evidence);

    public Task<IReadOnlyList<EvidenceDocument>> AllAsync(string artifact, CancellationToken cancellation) => FindAsync(new Query("by_artifact", artifact), cancellation);

    /// <summary>The evidence of a kind; of several producers the named one's, or the newest.</summary>
    public async Task<EvidenceDocument?> OneAsync(string artifact, string kind, string? producer, CancellationToken cancellation) =>
        (await FindAsync(new Query("by_artifact", artifact, kind), cancellation))
            .Where(evidence => producer is null || evidence.Producer == producer)
            .MaxBy(evidence => evidence.RecordedAt);

    private async Task<IReadOnlyList<EvidenceDocument>> FindAsync(Query query, CancellationToken cancellation) =>
        [.. (await _evidence.QueryAsync(query with { Take = Query.LargestPage }, cancellation)).Items.Select(item => item.Document)];
}
