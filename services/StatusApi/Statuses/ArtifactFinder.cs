using Attestry.Contracts.Documents;
using Attestry.Storage;

namespace Attestry.StatusApi.Statuses;

/// <summary>Finds where the decisions about a digest stand: one indexed read.</summary>
internal sealed class ArtifactFinder(IDocumentStore store)
{
    private readonly IDocumentCollection<StatusDocument> _statuses = store.Collection(Collections.Statuses);

    /// <summary>
    /// The statuses of the selected artifacts, the one that counts first. At most <see cref="Query.LargestPage"/>:
    /// <c>Complete</c> is false when further repositories hold the digest.
    /// </summary>
    public async Task<(IReadOnlyList<StatusDocument> Statuses, bool Complete)> FindAsync(ArtifactSelector selector, CancellationToken cancellation)
    {
        if (selector.Artifact is { } artifact)
            return (await _statuses.GetAsync(DecisionEnvironment.StatusId(artifact, selector.Environment), cancellation) is { } one ? [one.Document] : [], true);
        var page = await _statuses.QueryAsync(new Query("by_digest", selector.Digest.Text) { Take = Query.LargestPage }, cancellation);
        return ([.. page.Items.Select(item => item.Document).Where(status => status.Environment == selector.Environment).OrderBy(status => StateOrder.Rank(status.State)).ThenBy(status => status.Id, StringComparer.Ordinal)], page.Next is null);
    }
}
