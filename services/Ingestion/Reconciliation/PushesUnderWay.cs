using Attestry.Contracts.Documents;
using Attestry.Storage;

namespace Attestry.Ingestion.Reconciliation;

/// <summary>What webhooks told and is not settled yet, so that it is not told a second time.</summary>
internal sealed class PushesUnderWay
{
    private const int MostPages = 20;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Reads the open pushes. Past its bound what is missed is announced twice, which does no harm.</summary>
    public static async Task<PushesUnderWay> ReadAsync(IDocumentStore store, CancellationToken cancellation)
    {
        var underWay = new PushesUnderWay();
        var pushes = store.Collection(Collections.Pushes);
        string? after = null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            var page = await pushes.QueryAsync(new("by_state", "open") { Take = Query.LargestPage, After = after }, cancellation);
            foreach (var push in page.Items.Select(i => i.Document).Where(p => p.Action == PushAction.Push))
                underWay._names.Add(Name(push.Registry, push.Repository, push.Digest is null ? push.Tag : null, push.Digest));
            if ((after = page.Next) is null)
                break;
        }
        return underWay;
    }

    /// <summary>By digest, or by the tag alone where the webhook had no digest.</summary>
    public bool Has(string registry, string repository, string? tag, string digest) =>
        _names.Contains(Name(registry, repository, null, digest)) || (tag is not null && _names.Contains(Name(registry, repository, tag, null)));

    private static string Name(string registry, string repository, string? tag, string? digest) => $"{registry}/{repository}:{tag}@{digest}";
}
