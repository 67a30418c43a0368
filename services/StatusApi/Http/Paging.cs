using Attestry.Contracts;
using Attestry.Storage;

namespace Attestry.StatusApi.Http;

/// <summary>Answers a list page by page: <c>limit</c> items <c>after</c> an opaque cursor, the following page in <c>Link</c> (RFC 8288).</summary>
internal static class Paging
{
    private const int DefaultLimit = 50;

    // A page of attestations with their reasons stays far below what a client would not hold in memory.
    private const int LargestLimit = 200;

    public static async Task<IResult> ListAsync<TDocument, TItem>(
        IDocumentCollection<TDocument> collection,
        Query query,
        int? limit,
        string? after,
        Func<TDocument, TItem> show,
        HttpContext context,
        CancellationToken cancellation)
        where TDocument : class, IDocument
    {
        if (limit is < 1 or > LargestLimit)
            return Problems.BadRequest($"A limit is 1 to {LargestLimit}.");
        Page<TDocument> page;
        try
        {
            page = await collection.QueryAsync(query with { Take = limit ?? DefaultLimit, After = after }, cancellation);
        }
        catch (ArgumentException) when (after is not null)
        {
            return Problems.BadRequest("The cursor is not one that this list gave.");
        }
        if (page.Next is { } next)
            context.Response.Headers.Link = $"<{context.Request.PathBase}{context.Request.Path}{Following(context.Request.Query, next)}>; rel=\"next\"";
        return TypedResults.Json(new PageBody<TItem>([.. page.Items.Select(item => show(item.Document))], page.Next), DocumentJson.Options);
    }

    private static QueryString Following(IQueryCollection asked, string next) =>
        QueryString.Create(asked.Where(part => part.Key != "after").Append(new("after", next)));
}
