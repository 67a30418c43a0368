using Attestry.Contracts.Documents;
using Attestry.Sigstore.Keys;
using Attestry.Storage;

namespace Attestry.PolicyEvaluator.Signing;

/// <summary>Publishes the public key before the first decision is signed with it, and retires the ones before it, which stay published.</summary>
public sealed class SigningKeyPublication(IDocumentStore store, ISigner key, TimeProvider time)
{
    private readonly IDocumentCollection<SigningKeyDocument> _keys = store.Collection(Collections.SigningKeys);

    private volatile bool _published;

    public async Task EnsureAsync(CancellationToken cancellation)
    {
        if (_published)
            return;
        var published = new SigningKeyDocument(key.PublicKey.KeyId, key.PublicKey.Algorithm.Name(), key.PublicKey.ToPem(), time.GetUtcNow(), RetiredAt: null);
        if (!await _keys.InsertAsync(published, cancellation))
            await RetireAsync(published.Id, null, cancellation);
        for (string? after = null; ;)
        {
            var page = await _keys.QueryAsync(new Query("by_added") { After = after }, cancellation);
            foreach (var other in page.Items.Where(item => item.Document.Id != published.Id && item.Document.RetiredAt is null))
                await RetireAsync(other.Document.Id, time.GetUtcNow(), cancellation);
            if ((after = page.Next) is null)
                break;
        }
        _published = true;
    }

    private async Task RetireAsync(string id, DateTimeOffset? at, CancellationToken cancellation)
    {
        while (await _keys.GetAsync(id, cancellation) is { } stored
            && stored.Document.RetiredAt.HasValue != at.HasValue
            && !await _keys.ReplaceAsync(stored.Document with { RetiredAt = at }, stored.Version, cancellation))
        {
            // Another replica changed it in between: look again.
        }
    }
}
