namespace Attestry.Registry.Protocol;

/// <summary>The one route below <c>/v2/</c>: who may, then which resource and verb.</summary>
internal sealed class DistributionEndpoint(
    RegistryAccess access, UploadRequests uploads, BlobRequests blobs, ManifestRequests manifests, ListRequests lists)
{
    public const string Pattern = "/v2/{**path}";

    public static readonly IReadOnlyList<string> Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    public async Task<IResult> HandleAsync(HttpContext context, string? path)
    {
        context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        // What is served was pushed by others and may share an origin with pages.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (!DistributionPath.TryParse(path ?? "", out var target))
            return DistributionError.NameInvalid;
        if (!access.Allows(context, target.Resource))
        {
            context.Response.Headers.WWWAuthenticate = RegistryAccess.Challenge;
            return DistributionError.Unauthorized;
        }
        var method = context.Request.Method;
        var repository = target.Repository;
        var reference = target.Reference;
        return (target.Resource, method == "HEAD" ? "GET" : method) switch
        {
            (DistributionResource.Base, "GET") => TypedResults.Json(new { }),
            (DistributionResource.Catalog, "GET") => lists.Catalog(context),
            (DistributionResource.Tags, "GET") => lists.Tags(context, repository),
            (DistributionResource.Referrers, "GET") => lists.Referrers(context, repository, reference),
            (DistributionResource.Uploads, "POST") => await uploads.StartAsync(context, repository),
            (DistributionResource.Upload, "GET") => uploads.Status(context, repository, reference),
            (DistributionResource.Upload, "PATCH") => await uploads.AppendAsync(context, repository, reference),
            (DistributionResource.Upload, "PUT") => await uploads.FinishAsync(context, repository, reference),
            (DistributionResource.Upload, "DELETE") => await uploads.CancelAsync(repository, reference),
            (DistributionResource.Blob, "GET") => blobs.Get(context, repository, reference),
            (DistributionResource.Blob, "DELETE") => await blobs.DeleteAsync(context, repository, reference),
            (DistributionResource.Manifest, "GET") => await manifests.GetAsync(context, repository, reference),
            (DistributionResource.Manifest, "PUT") => await manifests.PutAsync(context, repository, reference),
            (DistributionResource.Manifest, "DELETE") => await manifests.DeleteAsync(context, repository, reference),
            _ => DistributionError.Unsupported,
        };
    }
}
