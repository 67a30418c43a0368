using System.Security.Claims;
using System.Text.Json;
using Attestry.Contracts;
using Attestry.Hosting.Security;
using Attestry.MeasurementCollector.Http;
using Attestry.Primitives;
using Attestry.Storage;

namespace Attestry.MeasurementCollector.Hosts;

/// <summary>Questions about hosts, and what an administrator does with them.</summary>
internal static class HostEndpoints
{
    private const int LargestLimit = 200;

    public static void MapHosts(this IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/v1/hosts").RequireAuthorization(Roles.Auditor);
        read.MapGet("", ListAsync).WithSummary("Hosts; ?state=failed, or ?unattested=true for those that run something that is not attested.");
        read.MapGet("/{host}", OneAsync).WithSummary("A host: its state, and why.");
        read.MapGet("/{host}/timeline", TimelineAsync).WithSummary("What came to pass with a host, newest first.");
        read.MapGet("/{host}/history", HistoryAsync).WithSummary("The signed records of a host, oldest first, to be verified offline.");
        app.MapGet("/v1/host-keys", KeysAsync).RequireAuthorization(Roles.Auditor).WithSummary("Keys that sign or signed hosts' histories.");
        var act = app.MapGroup("/v1/hosts/{host}").RequireAuthorization(Roles.Admin);
        act.MapPost("/approve", (string host, HostActs acts, HttpContext context) => acts.ApproveAsync(host, By(context), context.RequestAborted)).WithSummary("Accepts a host's endorsement key.");
        act.MapPost("/recover", (string host, HostActs acts, HttpContext context) => acts.RecoverAsync(host, By(context), context.RequestAborted)).WithSummary("Lets a host attest from the begin.");
        act.MapPost("/revoke", (string host, HostActs acts, HttpContext context) => acts.RevokeAsync(host, By(context), context.RequestAborted)).WithSummary("Takes a host out.");
    }

    private static Task<IResult> ListAsync(string? state, bool? unattested, int? limit, string? after, IDocumentStore store, CancellationToken cancellation)
    {
        if (state is not null && unattested is not null)
            return Task.FromResult(Problems.Of(StatusCodes.Status400BadRequest, "Ask for a state or for what is unattested, not for both."));
        if (state is not null && !Enum.GetNames<HostState>().Skip(1).Any(name => name.Equals(state, StringComparison.OrdinalIgnoreCase)))
            return Task.FromResult(Problems.Of(StatusCodes.Status400BadRequest, "A state is enrolled, pending, trusted, failed, stale or revoked."));
        var query = state is not null ? new Query("by_state", state.ToLowerInvariant()) : unattested is { } asked ? new Query("by_unattested", asked ? "yes" : null) : new Query("by_enrolled");
        return PageAsync(store.Collection(Collections.Hosts), query, limit, after, HostBody.Of, cancellation);
    }

    private static async Task<IResult> OneAsync(string host, IDocumentStore store, CancellationToken cancellation) =>
        await store.Collection(Collections.Hosts).GetAsync(host, cancellation) is { } found ? TypedResults.Json(HostBody.Of(found.Document), DocumentJson.Options) : Problems.NoHost(host);

    private static Task<IResult> TimelineAsync(string host, int? limit, string? after, IDocumentStore store, CancellationToken cancellation) =>
        PageAsync(store.Collection(Collections.HostRecords), new Query("by_host", host) { Descending = true }, limit, after, TimelineEntry.Of, cancellation);

    private static Task<IResult> HistoryAsync(string host, int? limit, string? after, IDocumentStore store, CancellationToken cancellation) =>
        PageAsync(store.Collection(Collections.HostRecords), new Query("by_host", host), limit, after, record => JsonDocument.Parse(record.Envelope).RootElement, cancellation);

    private static Task<IResult> KeysAsync(int? limit, string? after, IDocumentStore store, CancellationToken cancellation) =>
        PageAsync(store.Collection(Collections.HostSigningKeys), new Query("by_added"), limit, after, key => key, cancellation);

    private static async Task<IResult> PageAsync<TDocument, TItem>(
        IDocumentCollection<TDocument> collection, Query query, int? limit, string? after, Func<TDocument, TItem> show, CancellationToken cancellation)
        where TDocument : class, IDocument
    {
        if (limit is < 1 or > LargestLimit)
            return Problems.Of(StatusCodes.Status400BadRequest, $"A limit is 1 to {LargestLimit}.");
        try
        {
            var page = await collection.QueryAsync(query with { Take = limit ?? 50, After = after }, cancellation);
            return TypedResults.Json(new { Items = page.Items.Select(item => show(item.Document)).ToList(), page.Next }, DocumentJson.Options);
        }
        catch (ArgumentException) when (after is not null)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "The cursor is not one that this list gave.");
        }
    }

    private static string By(HttpContext context) => context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
}
