using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Primitives.Limits;
using Attestry.Storage;
using Attestry.Tpm.AllowLists;

namespace Attestry.MeasurementCollector.Exports;

/// <summary>The programs and shared objects of everything that is attested now, as a host would measure them.</summary>
internal sealed class AttestedFiles(IDocumentStore store, IContentStore contents)
{
    private static readonly string[] Attested = ["passed", "warned"];

    private readonly IDocumentCollection<StatusDocument> _statuses = store.Collection(Collections.Statuses);
    private readonly IDocumentCollection<EvidenceDocument> _evidence = store.Collection(Collections.Evidence);

    /// <param name="repository">Registry and repository; null: all of them.</param>
    /// <returns>Null when there are more than an allow-list may have.</returns>
    public async Task<IReadOnlyCollection<FileMeasurement>?> ReadAsync((string Registry, string Repository)? repository, CancellationToken cancellation)
    {
        var files = new HashSet<FileMeasurement>();
        foreach (var state in Attested)
        {
            var query = repository is var (registry, name) ? new Query("by_repository_state", registry, name, state) : new Query("by_state", state);
            await foreach (var status in WalkAsync(_statuses, query, cancellation))
            {
                // Another environment's word is not the one that hosts are joined by.
                if (status.Environment == DecisionEnvironment.Default)
                    await AddAsync(status.Id, files, cancellation);
                if (files.Count > AllowListLimits.Files)
                    return null;
            }
        }
        return files;
    }

    private async Task AddAsync(string artifact, HashSet<FileMeasurement> files, CancellationToken cancellation)
    {
        await foreach (var evidence in WalkAsync(_evidence, new Query("by_artifact", artifact, EvidenceKinds.Executables), cancellation))
            if (await contents.GetAsync(evidence.Content, cancellation) is { } content)
                foreach (var file in JsonSerializer.Deserialize<EvidenceContent<ExecutablesEvidence>>(content, DocumentJson.Options)!.Result.Platforms.SelectMany(platform => platform.Files))
                    files.Add(new(file.Digest.Text, $"/{file.Path}", IsBuffer: false));
    }

    private static async IAsyncEnumerable<T> WalkAsync<T>(
        IDocumentCollection<T> collection, Query query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
        where T : class, IDocument
    {
        for (string? after = null; ;)
        {
            var page = await collection.QueryAsync(query with { After = after }, cancellation);
            foreach (var item in page.Items)
                yield return item.Document;
            if ((after = page.Next) is null)
                yield break;
        }
    }
}
