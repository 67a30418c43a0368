using Attestry.Contracts.Documents;
using Attestry.Policy.Exceptions;
using Attestry.Storage;

namespace Attestry.PolicyInputs;

/// <summary>Finds the exceptions that cover an artifact.</summary>
public sealed class ExceptionReader(IDocumentStore store)
{
    private readonly IDocumentCollection<ExceptionDocument> _exceptions = store.Collection(Collections.Exceptions);

    /// <summary>Those in force now, sorted by id.</summary>
    public async Task<IReadOnlyList<ExceptionDocument>> FindAsync(ArtifactDocument artifact, DateTimeOffset now, CancellationToken cancellation)
    {
        var found = new List<ExceptionDocument>();
        // Expired ones are behind the bound: what was ever granted costs nothing.
        var query = new Query("by_expiry") { From = DocumentJson.Time(now), Take = Query.LargestPage };
        for (string? after = null; ;)
        {
            var page = await _exceptions.QueryAsync(query with { After = after }, cancellation);
            found.AddRange(page.Items.Select(item => item.Document).Where(one => one.IsInForce(now) && ExceptionScope.Covers(one, artifact)));
            if ((after = page.Next) is null)
                return [.. found.OrderBy(one => one.Id, StringComparer.Ordinal)];
        }
    }
}
