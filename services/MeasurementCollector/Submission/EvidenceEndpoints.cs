using Attestry.Hosting.Security;
using Attestry.MeasurementCollector.Hosts;
using Attestry.MeasurementCollector.Http;
using Attestry.Primitives.Limits;
using Attestry.Storage;
using Attestry.Tpm.Protocol;
using Microsoft.AspNetCore.Mvc;

namespace Attestry.MeasurementCollector.Submission;

internal static class EvidenceEndpoints
{
    public static void MapEvidence(this IEndpointRouteBuilder app)
    {
        app.MapPost(HostProtocol.EvidencePath("{host}"), SubmitAsync).RequireAuthorization(Roles.Agent)
            .WithMetadata(new RequestSizeLimitAttribute(HostLimits.EvidenceBytes)).WithSummary("A host answers a challenge.");
        app.MapGet(HostProtocol.StatusPath("{host}", "{evidence}"), StatusAsync).RequireAuthorization(Roles.Agent).WithSummary("How far an evidence is.");
    }

    private static async Task<IResult> SubmitAsync(string host, HttpContext context, HostGate gate, EvidenceTurns turns, CollectorOptions options, EvidenceReceiver receiver)
    {
        // Before the body is read: who may not speak costs no memory.
        var (known, refusal) = await gate.OpenAsync(host, context);
        if (known is null)
            return refusal!;
        if (receiver.PutOff(known.Document, context.Request.ContentLength ?? 0, context) is { } putOff)
            return putOff;
        using var turn = await turns.TakeAsync(host, context.Request.ContentLength, context.RequestAborted);
        if (turn is null)
            return Problems.Later(context, "Another evidence of this host is being read.", TimeSpan.FromSeconds(1));
        using var body = new MemoryStream(context.Request.ContentLength is > 0 and <= EvidenceTurns.FewBytes and var length ? (int)length : 0);
        // Whoever waits for a turn must not wait for the slowest host.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(options.BodyTimeout);
        try
        {
            await context.Request.Body.CopyToAsync(body, patience.Token);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return Problems.Of(StatusCodes.Status408RequestTimeout, "The evidence did not come in time.");
        }
        return await receiver.ReceiveAsync(known, body.GetBuffer().AsMemory(0, (int)body.Length), context);
    }

    private static async Task<IResult> StatusAsync(string host, string evidence, HttpContext context, HostGate gate, IDocumentStore store, EvidenceStatuses statuses)
    {
        var (known, refusal) = await gate.OpenAsync(host, context);
        if (known is null)
            return refusal!;
        return await store.Collection(Collections.HostEvidence).GetAsync(evidence, context.RequestAborted) is { } found && found.Document.Host == host
            ? TypedResults.Json(statuses.Of(found.Document, known.Document), HostProtocol.Json)
            : Problems.Of(StatusCodes.Status404NotFound, "There is no such evidence of this host.");
    }
}
