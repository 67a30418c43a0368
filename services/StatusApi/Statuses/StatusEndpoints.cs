using Attestry.Hosting.Security;
using Attestry.StatusApi.Http;
using Attestry.Storage;

namespace Attestry.StatusApi.Statuses;

internal static class StatusEndpoints
{
    public static void MapStatuses(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/attestations/{digest}", ReadAsync)
            .RequireAuthorization(Roles.Runtime)
            .WithSummary("May this digest run? The newest decision; with several repositories the worst counts.")
            .Produces<DigestStatus>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
        app.MapGet("/v1/attestations", ListAsync)
            .RequireAuthorization(Roles.Auditor)
            .WithSummary("Where the decisions stand, the last changed first.")
            .Produces<PageBody<StatusSummary>>();
    }

    private static async Task<IResult> ReadAsync(string digest, string? repository, string? environment, StatusReader reader, CancellationToken cancellation)
    {
        if (!ArtifactSelector.TryCreate(digest, repository, environment, out var selector, out var problem))
            return Problems.BadRequest(problem);
        return await reader.ReadAsync(selector, cancellation) ?? Problems.Unknown(selector);
    }

    private static Task<IResult> ListAsync(
        string? repository, string? state, DateTimeOffset? since, int? limit, string? after, IDocumentStore store, HttpContext context, CancellationToken cancellation) =>
        StatusFilter.TryCreate(repository, state, since, out var query, out var problem)
            ? Paging.ListAsync(store.Collection(Collections.Statuses), query, limit, after, StatusSummary.Of, context, cancellation)
            : Task.FromResult(Problems.BadRequest(problem));
}
