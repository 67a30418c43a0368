using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.StatusApi.Http;
using Attestry.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace Attestry.StatusApi.Statuses;

/// <summary>Answers a status with two indexed reads, or, within the time that the options allow, from memory as bytes.</summary>
internal sealed class StatusReader(IDocumentStore store, ArtifactFinder finder, StatusOptions options, TimeProvider time) : IDisposable
{
    private readonly IDocumentCollection<AttestationDocument> _attestations = store.Collection(Collections.Attestations);
    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = (long)options.CacheMebibytes << 20 });
    private readonly TimeSpan _memory = TimeSpan.FromMilliseconds(options.CacheMilliseconds);

    /// <summary>Null when the digest is not known; it is not remembered, so that a first push is seen at once.</summary>
    public async ValueTask<IResult?> ReadAsync(ArtifactSelector selector, CancellationToken cancellation)
    {
        if (_answers.TryGetValue(selector, out ConditionalContent? known))
            return known;
        var (statuses, complete) = await finder.FindAsync(selector, cancellation);
        if (!complete)
            return Problems.TooManyRepositories();
        if (statuses.Count == 0)
            return null;
        var attestations = await AttestationsAsync(statuses, cancellation);
        var now = time.GetUtcNow();
        var status = DigestStatus.Of(selector.Digest, statuses.Select(one => ArtifactStatus.Of(one, attestations.GetValueOrDefault(one.Attestation ?? ""), now)));
        var answer = ConditionalContent.OfJson(JsonSerializer.SerializeToUtf8Bytes(status, DocumentJson.Options));
        if (_memory > TimeSpan.Zero)
            _answers.Set(selector, answer, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = _memory, Size = answer.Length + 512 });
        return answer;
    }

    public void Dispose() => _answers.Dispose();

    private async Task<Dictionary<string, AttestationDocument>> AttestationsAsync(IReadOnlyList<StatusDocument> statuses, CancellationToken cancellation)
    {
        string[] ids = [.. statuses.Select(status => status.Attestation).OfType<string>()];
        var found = await _attestations.GetManyAsync(ids, cancellation);
        return found.ToDictionary(one => one.Document.Id, one => one.Document, StringComparer.Ordinal);
    }
}
