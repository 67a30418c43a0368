using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Registry.Content;
using Attestry.Registry.Manifests;

namespace Attestry.Registry.Protocol;

/// <summary>Repositories, tags and referrers, in pages (OCI Distribution Spec 1.1 §content discovery).</summary>
internal sealed class ListRequests(RepositoryFiles repositories)
{
    public IResult Catalog(HttpContext context) =>
        Page(context, repositories.Repositories(), "_catalog", page => new { repositories = page });

    public IResult Tags(HttpContext context, string repository) =>
        repositories.Exists(repository)
            ? Page(context, repositories.Tags(repository), $"{repository}/tags/list", page => new { name = repository, tags = page })
            : DistributionError.NameUnknown(repository);

    public IResult Referrers(HttpContext context, string repository, string reference)
    {
        if (!Digest.TryParse(reference, out var subject))
            return DistributionError.DigestInvalid("The path names no digest.");
        var wanted = context.Request.Query["artifactType"].ToString();
        var last = context.Request.Query["last"].ToString();
        var page = new JsonArray();
        var bytes = 0;
        var reached = "";
        foreach (var name in repositories.Referrers(repository, subject).Where(name => string.CompareOrdinal(name, last) > 0))
        {
            if (repositories.ReferrerDescriptor(repository, subject, name) is not { } descriptor)
                continue;
            if (page.Count == RegistryLimits.LongestPage || (page.Count > 0 && bytes + descriptor.Length > RegistryLimits.LargestReferrersPageBytes))
            {
                var filter = wanted.Length > 0 ? $"&artifactType={Uri.EscapeDataString(wanted)}" : "";
                Link(context, $"{repository}/referrers/{subject}?last={reached}{filter}");
                break;
            }
            reached = name;
            if (JsonNode.Parse(descriptor) is not { } node || (wanted.Length > 0 && (string?)node["artifactType"] != wanted))
                continue;
            bytes += descriptor.Length;
            page.Add(node);
        }
        if (wanted.Length > 0)
            context.Response.Headers["OCI-Filters-Applied"] = "artifactType";
        var index = new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = ManifestMediaTypes.OciIndex, ["manifests"] = page };
        return TypedResults.Bytes(JsonSerializer.SerializeToUtf8Bytes(index), ManifestMediaTypes.OciIndex);
    }

    private static IResult Page(HttpContext context, IReadOnlyList<string> all, string path, Func<IReadOnlyList<string>, object> body)
    {
        var query = context.Request.Query;
        var asked = RegistryLimits.LongestPage;
        if (query["n"].ToString() is { Length: > 0 } n && !int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out asked))
            return DistributionError.PageInvalid;
        var length = Math.Min(asked, RegistryLimits.LongestPage);
        var last = query["last"].ToString();
        var rest = all.Where(name => string.CompareOrdinal(name, last) > 0).ToList();
        var page = rest[..Math.Min(length, rest.Count)];
        if (page.Count > 0 && page.Count < rest.Count)
            Link(context, string.Create(CultureInfo.InvariantCulture, $"{path}?n={length}&last={Uri.EscapeDataString(page[^1])}"));
        return TypedResults.Json(body(page));
    }

    private static void Link(HttpContext context, string target) =>
        context.Response.Headers.Link = $"<{context.Request.PathBase}/v2/{target}>; rel=\"next\"";
}
