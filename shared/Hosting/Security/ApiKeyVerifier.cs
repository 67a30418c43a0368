using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Attestry.Contracts.Documents;
using Attestry.Storage;

namespace Attestry.Hosting.Security;

/// <summary>
/// Verifies keys against those of the configuration, then those of the store, which are remembered for seconds: a
/// runtime's many questions cost no read each, and a revocation still takes hold at once for people.
/// </summary>
internal sealed class ApiKeyVerifier(SecurityOptions options, IDocumentStore store, TimeProvider time, IMeterFactory meters)
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    // Only keys that exist are remembered, so guesses cannot fill it; beyond this many keys the rest is read each time.
    private const int MostRemembered = 10_000;

    private readonly Dictionary<string, ApiKeyDocument> _configured = options.ApiKeys.ToDictionary(key => key.Id, key => key.ToDocument(), StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (ApiKeyDocument Key, DateTimeOffset Until)> _remembered = new(StringComparer.Ordinal);
    private readonly IDocumentCollection<ApiKeyDocument> _keys = store.Collection(Collections.ApiKeys);
    private readonly Counter<long> _refused = meters.Create("Attestry.Hosting").CreateCounter<long>(
        "attestry.api_keys.refused", description: "Requests that brought an API key which is unknown, wrong, expired or revoked.");

    /// <summary>The key's record if the key is right and in force now; null else, without telling which.</summary>
    public async ValueTask<ApiKeyDocument?> VerifyAsync(string key, CancellationToken cancellation)
    {
        var known = ApiKeys.TryReadId(key, out var id) ? await FindAsync(id, cancellation) : null;
        if (known is not null && ApiKeys.IsValid(known, key, time.GetUtcNow()))
            return known;
        _refused.Add(1);
        return null;
    }

    private ValueTask<ApiKeyDocument?> FindAsync(string id, CancellationToken cancellation)
    {
        if (_configured.TryGetValue(id, out var configured))
            return new(configured);
        return _remembered.TryGetValue(id, out var known) && time.GetUtcNow() < known.Until ? new(known.Key) : new(ReadAsync(id, cancellation));
    }

    private async Task<ApiKeyDocument?> ReadAsync(string id, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + Memory;
        var found = (await _keys.GetAsync(id, cancellation))?.Document;
        if (found is null)
            _remembered.TryRemove(id, out _);
        else if (_remembered.ContainsKey(id) || _remembered.Count < MostRemembered)
            _remembered[id] = (found, until);
        return found;
    }
}
