using System.Security.Claims;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Hosting.Security;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.StatusApi.Http;
using Attestry.Storage;
using Attestry.Vulnerabilities.Vex;
using MassTransit;

namespace Attestry.StatusApi.Vex;

/// <summary>Administrators upload and withdraw VEX documents; auditors read them.</summary>
internal static class VexEndpoints
{
    public static void MapVex(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/vex");
        group.MapPost("", UploadAsync)
            .RequireAuthorization(Roles.Admin)
            .Accepts<object>("application/json")
            .WithSummary("Upload a VEX document (OpenVEX, CycloneDX or CSAF) for the repositories that match a pattern.")
            .Produces<VexBody>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("", ListAsync).RequireAuthorization(Roles.Auditor).WithSummary("All VEX documents, the newest first.").Produces<PageBody<VexBody>>();
        group.MapDelete("/{id}", WithdrawAsync)
            .RequireAuthorization(Roles.Admin)
            .WithSummary("Withdraw a VEX document; its record stays.")
            .Produces<VexBody>();
    }

    private static async Task<IResult> UploadAsync(
        string? repository, HttpRequest request, ClaimsPrincipal user, IDocumentStore store, IContentStore contents, IBus bus, TimeProvider time, CancellationToken cancellation)
    {
        if (repository is not { Length: > 0 and <= PolicyLimits.PatternCharacters } || (!repository.Contains('/', StringComparison.Ordinal) && repository != "**"))
            return Problems.BadRequest("repository says for which artifacts it counts: ?repository=ghcr.io/acme/** or the like.");
        if (await ReadAsync(request.Body, cancellation) is not { } bytes)
            return Problems.BadRequest($"A VEX document has at most {VulnerabilityLimits.VexBytes} bytes.");
        if (VexReader.Read(bytes) is not var (format, reading))
            return Problems.BadRequest("It is no OpenVEX, CycloneDX or CSAF document in JSON.");
        if (reading.Statements.Count == 0)
            return Problems.BadRequest($"None of its statements counts. {Bounded.Quote(string.Join(' ', reading.Findings.Take(3).Select(finding => finding.Message)))}");
        var now = time.GetUtcNow();
        var document = new VexDocument(
            Guid.CreateVersion7(now).ToString("N"), repository, format, await contents.PutAsync(bytes, cancellation), reading.Statements.Count,
            user.FindFirstValue(ClaimTypes.Name) ?? "", user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", now, WithdrawnAt: null, WithdrawnBy: null);
        await store.Collection(Collections.Vex).InsertAsync(document, cancellation);
        await bus.Publish(new VexChanged(document.Id, Withdrawn: false), cancellation);
        return TypedResults.Created($"/v1/vex/{document.Id}", VexBody.Of(document, reading.Findings));
    }

    private static Task<IResult> ListAsync(int? limit, string? after, IDocumentStore store, HttpContext context, CancellationToken cancellation) =>
        Paging.ListAsync(store.Collection(Collections.Vex), new Query("by_created") { Descending = true }, limit, after, one => VexBody.Of(one), context, cancellation);

    private static async Task<IResult> WithdrawAsync(string id, ClaimsPrincipal user, IDocumentStore store, IBus bus, TimeProvider time, CancellationToken cancellation)
    {
        var documents = store.Collection(Collections.Vex);
        while (await documents.GetAsync(id, cancellation) is { } found)
        {
            var withdrawn = found.Document with { WithdrawnAt = found.Document.WithdrawnAt ?? time.GetUtcNow(), WithdrawnBy = found.Document.WithdrawnBy ?? user.FindFirstValue(ClaimTypes.Name) };
            if (found.Document.WithdrawnAt is null && !await documents.ReplaceAsync(withdrawn, found.Version, cancellation))
                continue;
            // Also when it was withdrawn before: that message may be lost.
            await bus.Publish(new VexChanged(id, Withdrawn: true), cancellation);
            return TypedResults.Json(VexBody.Of(withdrawn), DocumentJson.Options);
        }
        return Problems.NotFound($"No VEX document has the id '{Bounded.Quote(id)}'.");
    }

    private static async Task<byte[]?> ReadAsync(Stream body, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 15];
        while (await body.ReadAsync(buffer, cancellation) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > VulnerabilityLimits.VexBytes)
                return null;
        }
        return bytes.ToArray();
    }
}
