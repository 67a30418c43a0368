using System.Text.Json;
using System.Text.Json.Serialization;
using Attestry.StatusApi.Http;
using Attestry.Storage;

namespace Attestry.StatusApi.Keys;

internal static class KeyEndpoints
{
    // A key is published before its first signature; who meets an unknown key id asks again within this minute.
    private const string Caching = "public, max-age=60";

    private static readonly JsonSerializerOptions Json = new(DocumentJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Open to everybody: a verdict is worth something only to those who can verify it.</summary>
    public static void MapKeys(this IEndpointRouteBuilder app) =>
        app.MapGet("/.well-known/attestry/keys.json", ReadAsync)
            .AllowAnonymous()
            .WithSummary("The keys that sign or signed attestations.")
            .Produces<KeySet>();

    private static async Task<IResult> ReadAsync(IDocumentStore store, CancellationToken cancellation)
    {
        var keys = new List<PublishedKey>();
        var query = new Query("by_added") { Take = Query.LargestPage };
        for (string? after = null; ;)
        {
            var page = await store.Collection(Collections.SigningKeys).QueryAsync(query with { After = after }, cancellation);
            keys.AddRange(page.Items.Select(item => PublishedKey.Of(item.Document)));
            if ((after = page.Next) is null)
                return ConditionalContent.OfJson(JsonSerializer.SerializeToUtf8Bytes(new KeySet(keys), Json), Caching);
        }
    }
}
