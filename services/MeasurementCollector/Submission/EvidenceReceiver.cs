using System.Security.Cryptography;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.MeasurementCollector.Challenges;
using Attestry.MeasurementCollector.Http;
using Attestry.Storage;
using Attestry.Tpm.Protocol;
using MassTransit;

namespace Attestry.MeasurementCollector.Submission;

/// <summary>Takes evidence in: the nonce is spent, the bytes are stored, the bus is told. Nothing of it is judged here.</summary>
internal sealed class EvidenceReceiver(IDocumentStore store, EvidenceParts parts, Challenger challenger, EvidenceStatuses statuses, CollectorOptions options, CollectorMetrics metrics, IBus bus, TimeProvider time)
{
    private readonly IDocumentCollection<HostDocument> _hosts = store.Collection(Collections.Hosts);
    private readonly IDocumentCollection<HostEvidenceDocument> _evidence = store.Collection(Collections.HostEvidence);

    /// <summary>Before the body is read: of a host that sent too much in this hour nothing is.</summary>
    /// <param name="bytes">As many as the request states; 0 when it states none.</param>
    public IResult? PutOff(HostDocument host, long bytes, HttpContext context) =>
        EvidenceBudget.Spend(host.Budget, bytes, options, time.GetUtcNow()) is null
            ? Problems.Later(context, "The host sent too much in this hour.", EvidenceBudget.Wait(host.Budget!, time.GetUtcNow()))
            : null;

    public async Task<IResult> ReceiveAsync(Stored<HostDocument> stored, ReadOnlyMemory<byte> body, HttpContext context)
    {
        var cancellation = context.RequestAborted;
        var sent = RequestBody.Read<HostEvidence>(body.Span);
        if (EvidenceShape.Wrong(sent) is var (status, detail))
            return Problems.Of(status, detail);
        if (PutOff(stored.Document, body.Length, context) is { } putOff)
            return putOff;
        if (stored.Document.InFlight is { } busy && await _evidence.GetAsync(busy, cancellation) is { Document.Progress: HostEvidenceDocument.Accepted })
            return Problems.Later(context, "The evidence before is still being verified.", TimeSpan.FromSeconds(1));
        if (await challenger.SpendAsync(stored.Document, sent.Nonce, cancellation) is var (refused, finding))
        {
            metrics.Refused(finding.Id);
            return Problems.Of(refused, finding);
        }
        var id = Convert.ToHexStringLower(SHA256.HashData(sent.Nonce.Span).AsSpan(0, 16));
        // One evidence of a host at a time: verified out of turn, the later one's clock would make the earlier one look old.
        var now = time.GetUtcNow();
        var host = stored.Document with { InFlight = id, LastAttemptAt = now, Budget = EvidenceBudget.Spend(stored.Document.Budget, body.Length, options, now) ?? stored.Document.Budget };
        if (!await _hosts.ReplaceAsync(host, stored.Version, cancellation))
            return Problems.Later(context, "The host changed meanwhile; ask for another challenge.", TimeSpan.FromSeconds(1));
        var evidence = new HostEvidenceDocument(id, host.Id, Convert.ToHexStringLower(sent.Nonce.Span), 0, HostEvidenceDocument.Accepted, [], time.GetUtcNow()) { More = sent.Ima is { More: true } };
        evidence = await parts.WriteAsync(evidence, body, cancellation);
        await _evidence.InsertAsync(evidence, cancellation);
        await bus.Publish(new HostEvidenceSubmitted(evidence.Host, evidence.Id), cancellation);
        metrics.Accepted();
        context.Response.Headers.Location = HostProtocol.StatusPath(evidence.Host, evidence.Id);
        return TypedResults.Json(statuses.Of(evidence, host), HostProtocol.Json, statusCode: StatusCodes.Status202Accepted);
    }
}
