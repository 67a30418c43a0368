using Attestry.Contracts.Documents;
using Attestry.Storage;

namespace Attestry.MeasurementCollector.Submission;

/// <summary>The bytes of evidence between its arrival and its verification, in documents of a size that every store takes.</summary>
internal sealed class EvidenceParts(IDocumentStore store)
{
    /// <summary>In JSON a third more; see StorageLimits.DocumentBytes.</summary>
    private const int PartBytes = 4 << 20;

    /// <summary>What usual evidence has; it is stored, read and forgotten with its document.</summary>
    private const int FewBytes = 64 << 10;

    private readonly IDocumentCollection<HostEvidencePartDocument> _parts = store.Collection(Collections.HostEvidenceParts);

    /// <returns>The evidence as it is to be stored.</returns>
    public async Task<HostEvidenceDocument> WriteAsync(HostEvidenceDocument evidence, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (bytes.Length <= FewBytes)
            return evidence with { Bytes = bytes };
        var number = 0;
        for (var at = 0; at < bytes.Length; at += PartBytes)
            await _parts.InsertAsync(new(HostEvidencePartDocument.KeyOf(evidence.Id, number++), bytes[at..Math.Min(at + PartBytes, bytes.Length)]), cancellation);
        return evidence with { Parts = number };
    }

    /// <returns>Null when a part is gone.</returns>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(HostEvidenceDocument evidence, CancellationToken cancellation)
    {
        if (evidence.Parts == 0)
            return evidence.Bytes;
        using var whole = new MemoryStream();
        for (var number = 0; number < evidence.Parts; number++)
        {
            if (await _parts.GetAsync(HostEvidencePartDocument.KeyOf(evidence.Id, number), cancellation) is not { } part)
                return null;
            whole.Write(part.Document.Bytes.Span);
        }
        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    public async Task DeleteAsync(HostEvidenceDocument evidence, CancellationToken cancellation)
    {
        for (var number = 0; number < evidence.Parts; number++)
            await _parts.DeleteAsync(HostEvidencePartDocument.KeyOf(evidence.Id, number), 1, cancellation);
    }
}
