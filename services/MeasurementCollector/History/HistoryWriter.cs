using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Signing;
using Attestry.Sigstore.Dsse;
using Attestry.Storage;
using Attestry.Tpm.History;

namespace Attestry.MeasurementCollector.History;

/// <summary>
/// Appends signed records to a host's history, each naming the one before. The record is written before the host: after a crash
/// in between, the next writer finds it and goes on behind it.
/// </summary>
internal sealed class HistoryWriter(IDocumentStore store, HistoryKey key, TimeProvider time)
{
    private readonly IDocumentCollection<HostRecordDocument> _records = store.Collection(Collections.HostRecords);

    /// <param name="host">As it will be; the answer is the same with its history's new head, which the caller stores.</param>
    public async Task<HostDocument> AppendAsync(HostDocument host, HostAct act, CancellationToken cancellation)
    {
        while (true)
        {
            var (next, record) = await MakeAsync(host, act, cancellation);
            if (await _records.InsertAsync(record, cancellation))
                return next;
            var there = (await _records.GetAsync(record.Id, cancellation))!.Document;
            host = host with { Sequence = next.Sequence, Head = HeadOf(there) };
            // Evidence is recorded once, however often its verification was begun.
            if (act.Quote is not null && there.Evidence == act.Quote.EvidenceId)
                return host;
        }
    }

    private async Task<(HostDocument Next, HostRecordDocument Record)> MakeAsync(HostDocument host, HostAct act, CancellationToken cancellation)
    {
        var (sequence, now) = (host.Sequence + 1, time.GetUtcNow());
        var signing = await key.OpenAsync(cancellation);
        var payload = new HostRecord(host.Id, sequence, host.Head, act.Name, act.By, host.State, now, host.AkPublic, host.Findings) { Quote = act.Quote }.ToBytes();
        var envelope = DsseSigner.Sign(HostRecord.MediaType, payload, signing);
        var record = new HostRecordDocument(
            HostRecordDocument.KeyOf(host.Id, sequence), host.Id, HostRecordDocument.NumberOf(sequence), JsonSerializer.Serialize(envelope), act.Quote?.EvidenceId, now);
        return (host with { Sequence = sequence, Head = Digest.Sha256(payload).Text }, record);
    }

    private static string HeadOf(HostRecordDocument record) => Digest.Sha256(JsonSerializer.Deserialize<DsseEnvelope>(record.Envelope)!.Payload).Text;
}
