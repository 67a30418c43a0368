using Attestry.Contracts.Documents;
using Attestry.Storage;

namespace Attestry.SbomScanner.Scanning;

/// <summary>Saves evidence that was made from what was there before, and overwrites nothing that was made later.</summary>
internal sealed class EvidenceSaver(IDocumentStore store)
{
    private const int SaveTries = 20;

    private readonly IDocumentCollection<EvidenceDocument> _evidence = store.Collection(Collections.Evidence);

    /// <summary>False when something else was saved meanwhile: it is to be made again.</summary>
    // Who finds that another scan was saved meanwhile and said the same has nothing to look at again.
    internal async Task<bool> SaveAsync(EvidenceDocument evidence, Stored<EvidenceDocument>? before, CancellationToken cancellation)
    {
        for (var tries = 0; tries < SaveTries; tries++)
        {
            var saved = before is null
                ? await _evidence.InsertAsync(evidence, cancellation)
                : await _evidence.ReplaceAsync(evidence, before.Version, cancellation);
            if (saved)
                return true;
            before = await _evidence.GetAsync(evidence.Id, cancellation);
            if (before?.Document.Content != evidence.Content)
                return false;
        }
        return false;
    }
}
