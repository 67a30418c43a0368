using System.Security.Claims;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Hosting.Security;
using Attestry.Primitives;
using Attestry.StatusApi.Http;
using Attestry.Storage;
using MassTransit;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Attestry.StatusApi.Exceptions;

/// <summary>Administrators grant and withdraw exceptions; auditors read them.</summary>
internal static class ExceptionEndpoints
{
    public static void MapExceptions(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/exceptions");
        group.MapPost("", GrantAsync)
            .RequireAuthorization(Roles.Admin)
            .WithSummary("Grant an exception: for a while a finding does not count.")
            .Produces<ExceptionBody>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("", ListAsync).RequireAuthorization(Roles.Auditor).WithSummary("All exceptions, the newest first.").Produces<PageBody<ExceptionBody>>();
        group.MapGet("/{id}", ReadAsync).RequireAuthorization(Roles.Auditor).WithSummary("One exception, as decisions name it.").Produces<ExceptionBody>();
        group.MapDelete("/{id}", RevokeAsync)
            .RequireAuthorization(Roles.Admin)
            .WithSummary("Withdraw an exception; its record stays, since decisions name it.")
            .Produces<ExceptionBody>();
    }

    private static async Task<IResult> GrantAsync(
        ExceptionRequest request, ClaimsPrincipal user, IDocumentStore store, IBus bus, TimeProvider time, CancellationToken cancellation)
    {
        if (!ExceptionDraft.TryCreate(request, user, time.GetUtcNow(), out var exception, out var problem))
            return Problems.BadRequest(problem);
        await store.Collection(Collections.Exceptions).InsertAsync(exception, cancellation);
        await bus.Publish(new ExceptionChanged(exception.Id, Revoked: false), cancellation);
        return TypedResults.Created($"/v1/exceptions/{exception.Id}", ExceptionBody.Of(exception, exception.CreatedAt));
    }

    private static Task<IResult> ListAsync(int? limit, string? after, IDocumentStore store, TimeProvider time, HttpContext context, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return Paging.ListAsync(
            store.Collection(Collections.Exceptions), new Query("by_created") { Descending = true }, limit, after, one => ExceptionBody.Of(one, now), context, cancellation);
    }

    private static async Task<IResult> ReadAsync(string id, IDocumentStore store, TimeProvider time, CancellationToken cancellation) =>
        await store.Collection(Collections.Exceptions).GetAsync(id, cancellation) is { } found ? Show(found.Document, time) : Missing(id);

    private static async Task<IResult> RevokeAsync(string id, ClaimsPrincipal user, IDocumentStore store, IBus bus, TimeProvider time, CancellationToken cancellation)
    {
        var exceptions = store.Collection(Collections.Exceptions);
        while (await exceptions.GetAsync(id, cancellation) is { } found)
        {
            var revoked = found.Document with { RevokedAt = found.Document.RevokedAt ?? time.GetUtcNow(), RevokedBy = found.Document.RevokedBy ?? user.FindFirstValue(ClaimTypes.Name) };
            if (found.Document.RevokedAt is null && !await exceptions.ReplaceAsync(revoked, found.Version, cancellation))
                continue;
            // Also when it was withdrawn before: that message may be lost.
            await bus.Publish(new ExceptionChanged(id, Revoked: true), cancellation);
            return Show(revoked, time);
        }
        return Missing(id);
    }

    private static JsonHttpResult<ExceptionBody> Show(ExceptionDocument exception, TimeProvider time) =>
        TypedResults.Json(ExceptionBody.Of(exception, time.GetUtcNow()), DocumentJson.Options);

    private static IResult Missing(string id) => Problems.NotFound($"No exception has the id '{Bounded.Quote(id)}'.");
}
